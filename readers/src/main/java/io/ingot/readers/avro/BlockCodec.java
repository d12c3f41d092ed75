package io.ingot.readers.avro;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.ingot.readers.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How blocks are compressed. */
enum BlockCodec {
  NULL,
  DEFLATE,
  SNAPPY,
  ZSTANDARD,
  BZIP2,
  XZ;

  private static final int LARGEST = 1 << 30;

  static BlockCodec of(String name) throws UnreadableFileException {
    if (name.isEmpty()) {
      return NULL;
    }
    for (BlockCodec codec : values()) {
      if (codec.name().toLowerCase(Locale.ROOT).equals(name)) {
        return codec;
      }
    }
    throw new UnreadableFileException(
        "its blocks are compressed with %s, which is not read".formatted(name));
  }

  AvroBytes decompress(byte[] bytes) throws UnreadableFileException {
    try {
      byte[] block =
          switch (this) {
            case NULL -> bytes;
            case SNAPPY -> snappy(bytes);
            case DEFLATE, ZSTANDARD, BZIP2, XZ -> stream(new ByteArrayInputStream(bytes));
          };
      return new AvroBytes(block, block.length);
    } catch (UnreadableFileException e) {
      throw new UnreadableFileException(
          "a block cannot be decompressed with %s: %s".formatted(this, e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableFileException(
          "a block cannot be decompressed with %s: its bytes are damaged".formatted(this), e);
    }
  }

  private byte[] stream(InputStream bytes) throws IOException {
    Inflater inflater = new Inflater(true);
    try (InputStream in =
        switch (this) {
          case ZSTANDARD -> new ZstdInputStreamNoFinalizer(bytes);
          case BZIP2 -> new BZip2CompressorInputStream(bytes);
          case XZ -> new XZInputStream(bytes);
          default -> new InflaterInputStream(bytes, inflater);
        }) {
      byte[] block = in.readNBytes(LARGEST);
      if (in.read() >= 0) {
        throw new UnreadableFileException("it has more than %d bytes".formatted(LARGEST));
      }
      return block;
    } finally {
      inflater.end();
    }
  }

  /** The data, and a checksum of what it gives. */
  private static byte[] snappy(byte[] bytes) throws IOException {
    int length = bytes.length - Integer.BYTES;
    if (length < 1) {
      throw new UnreadableFileException("it is too short");
    }
    int size = SnappyDecompressor.getUncompressedLength(bytes, 0);
    if (size < 0 || size > 64L * length) {
      throw new UnreadableFileException("%d bytes cannot give %d".formatted(length, size));
    }
    byte[] block = new byte[size];
    int given = new SnappyDecompressor().decompress(bytes, 0, length, block, 0, size);
    CRC32 crc = new CRC32();
    crc.update(block, 0, given);
    int expected = 0;
    for (int i = length; i < bytes.length; i++) {
      expected = expected << Byte.SIZE | (bytes[i] & 0xff);
    }
    if ((int) crc.getValue() != expected) {
      throw new UnreadableFileException(
          "its checksum is %08x, %08x expected".formatted((int) crc.getValue(), expected));
    }
    return block;
  }
}
