package io.ingot.readers.parquet;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.ingot.readers.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;

/** How pages are compressed; in the order of their numbers in a file. */
enum Codec {
  UNCOMPRESSED(1),
  SNAPPY(64),
  GZIP(1_100),
  LZO(0),
  BROTLI(1 << 20),
  LZ4(256),
  ZSTD(1 << 16),
  LZ4_RAW(256);

  private static final Codec[] ALL = values();
  private static final int LEAST = 1 << 20;

  /** More than the bytes that a compressed byte can stand for. */
  private final long most;

  Codec(int most) {
    this.most = most;
  }

  static Codec of(int number) throws UnreadableFileException {
    Codec codec = number >= 0 && number < ALL.length ? ALL[number] : LZO;
    if (codec == LZO) {
      throw new UnreadableFileException(
          "its pages are compressed with %s, which is not read"
              .formatted(number == 3 ? "LZO" : "codec " + number));
    }
    return codec;
  }

  /**
   * Decompresses.
   *
   * @param size how many bytes it must give
   * @return as many bytes, and {@link Bits#PADDING} more
   * @throws UnreadableFileException if it gives another number, or cannot be decompressed
   */
  byte[] decompress(byte[] bytes, int from, int to, int size) throws UnreadableFileException {
    if (size > Math.max(LEAST, most * (to - from))) {
      throw new UnreadableFileException(
          "%d bytes of a page cannot give %d".formatted(to - from, size));
    }
    byte[] out = new byte[size + Bits.PADDING];
    int given;
    try {
      given = decompress(bytes, from, to, out, size);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableFileException(
          "a page cannot be decompressed with %s: its bytes are damaged".formatted(this), e);
    }
    if (given != size) {
      throw new UnreadableFileException(
          "a page has %d bytes after decompression, %d expected".formatted(given, size));
    }
    return out;
  }

  private int decompress(byte[] bytes, int from, int to, byte[] out, int size) throws IOException {
    return switch (this) {
      case SNAPPY -> new SnappyDecompressor().decompress(bytes, from, to - from, out, 0, size);
      case LZ4_RAW -> new Lz4Decompressor().decompress(bytes, from, to - from, out, 0, size);
      case LZ4 -> HadoopLz4.decompress(bytes, from, to, out, size);
      case ZSTD -> zstd(bytes, from, to, out, size);
      case GZIP ->
          stream(new GZIPInputStream(new ByteArrayInputStream(bytes, from, to - from)), out, size);
      case BROTLI ->
          stream(
              new BrotliInputStream(new ByteArrayInputStream(bytes, from, to - from)), out, size);
      case UNCOMPRESSED, LZO -> throw new IllegalStateException(name());
    };
  }

  private static int zstd(byte[] bytes, int from, int to, byte[] out, int size) throws IOException {
    long given = Zstd.decompressByteArray(out, 0, size, bytes, from, to - from);
    if (Zstd.isError(given)) {
      throw new IOException(Zstd.getErrorName(given));
    }
    return (int) given;
  }

  private static int stream(InputStream in, byte[] out, int size) throws IOException {
    try (in) {
      int read = in.readNBytes(out, 0, size);
      return in.read() < 0 ? read : size + 1;
    }
  }
}
