package io.ingot.readers;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * The text of a file: decompressed, and as UTF-8. A byte order mark of UTF-8 is left where it is,
 * so that the places of bytes are those of the file.
 */
final class TextInput {
  static final String UTF_8 = "UTF-8";

  private static final int BUFFER = 64 << 10;

  private TextInput() {}

  /** Whether a file's bytes are its text, so that its reading can begin anywhere. */
  static boolean isPlain(FileBytes file, String encoding) throws IOException {
    if (!isUtf8(encoding)) {
      return false;
    }
    try (InputStream in = StorageStream.open(file, 0)) {
      return Codec.of(in.readNBytes(Codec.MAGIC)) == Codec.none;
    }
  }

  /**
   * Opens a file's text.
   *
   * @param from the first byte; not 0 only for a file whose bytes are its text
   * @throws UnreadableFileException if it is compressed in a way that is not read, or its byte
   *     order mark is that of another encoding
   */
  static InputStream open(FileBytes file, String encoding, long from) throws IOException {
    if (from > 0) {
      return StorageStream.open(file, from);
    }
    PushbackInputStream text = peeked(decompressed(file), Encodings.MARK);
    byte[] head = peek(text, Encodings.MARK);
    Encodings.checkMark(head, encoding);
    if (isUtf8(encoding)) {
      return text;
    }
    Encodings.Mark mark = Encodings.mark(head);
    text.skipNBytes(mark.length());
    return new Transcoder(text, charset(mark.length() > 0 ? mark.encoding() : encoding));
  }

  /** The bytes of a file that may be compressed as a whole. */
  private static InputStream decompressed(FileBytes file) throws IOException {
    PushbackInputStream raw = peeked(StorageStream.open(file, 0), Codec.MAGIC);
    Codec codec = Codec.of(peek(raw, Codec.MAGIC));
    return switch (codec) {
      case none -> raw;
      case gzip -> new GzipStream(raw);
      case zstd -> Zstd.open(raw);
      case bzip2 -> Bzip2.open(raw);
      case zip -> {
        raw.close();
        yield Zip.open(file);
      }
      case empty_zip, xz, seven_zip, lz4, compress, rar ->
          throw new UnreadableFileException(
              "it is %s; text, gzip, Zstandard, bzip2 or zip of one file can be read"
                  .formatted(codec == Codec.empty_zip ? "an empty zip archive" : codec.title()));
    };
  }

  private static PushbackInputStream peeked(InputStream in, int count) {
    return new PushbackInputStream(in, count);
  }

  private static byte[] peek(PushbackInputStream in, int count) throws IOException {
    byte[] head = in.readNBytes(count);
    in.unread(head);
    return head;
  }

  private static boolean isUtf8(String encoding) {
    return charset(encoding).equals(StandardCharsets.UTF_8);
  }

  private static Charset charset(String encoding) {
    return Charset.forName(encoding);
  }

  /** Loaded only where such a file is met: the library is not everywhere. */
  private static final class Zstd {
    static InputStream open(InputStream in) throws IOException {
      return new ZstdInputStreamNoFinalizer(in);
    }
  }

  /** Loaded only where such a file is met: the library is not everywhere. */
  private static final class Bzip2 {
    static InputStream open(InputStream in) throws IOException {
      return new BZip2CompressorInputStream(new BufferedInputStream(in, BUFFER), true);
    }
  }

  /** Loaded only where such a file is met: the library is not everywhere. */
  private static final class Zip {
    static InputStream open(FileBytes file) throws IOException {
      return ZipMember.open(file);
    }
  }
}
