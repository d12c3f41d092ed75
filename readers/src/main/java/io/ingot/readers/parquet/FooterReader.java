package io.ingot.readers.parquet;

import io.ingot.readers.FileBytes;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds a file's footer and checks that what it promises is there. */
final class FooterReader {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = MAGIC.length + Integer.BYTES;
  private static final int FIRST_READ = 64 << 10;
  private static final int LARGEST = 256 << 20;

  private FooterReader() {}

  /**
   * Reads the footer.
   *
   * @throws UnreadableFileException if there is none, or if it promises what the file cannot have
   */
  static Footer read(FileBytes file) throws IOException {
    long length = file.length();
    if (length < MAGIC.length + TAIL) {
      throw new UnreadableFileException(
          "it has %d bytes, too few for a Parquet file".formatted(length));
    }
    int first = (int) Math.min(length, FIRST_READ);
    byte[] end = new byte[first];
    Storage.read(file, length - first, end, 0, first);
    int footer = footerLength(end, length);
    if (footer + TAIL > first) {
      end = new byte[footer + TAIL];
      Storage.read(file, length - end.length, end, 0, end.length);
    }
    int to = end.length - TAIL;
    return parse(new Thrift(end, to - footer, to), length - TAIL - footer);
  }

  private static int footerLength(byte[] end, long length) throws UnreadableFileException {
    byte[] magic = Arrays.copyOfRange(end, end.length - MAGIC.length, end.length);
    if (Arrays.equals(magic, ENCRYPTED)) {
      throw new UnreadableFileException("it is encrypted, footer included");
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw new UnreadableFileException(
          "it does not end as a Parquet file ends (PAR1 expected, %s found); it may be cut off"
              .formatted(told(magic)));
    }
    int footer = Bits.int32(end, end.length - TAIL);
    if (footer <= 0 || footer > length - TAIL - MAGIC.length) {
      throw new UnreadableFileException(
          "its footer would have %d of the file's %d bytes"
              .formatted(Integer.toUnsignedLong(footer), length));
    }
    if (footer > LARGEST) {
      throw new UnreadableFileException(
          "its footer has %d bytes, more than %d".formatted(footer, LARGEST));
    }
    return footer;
  }

  private static String told(byte[] bytes) {
    StringBuilder hex = new StringBuilder("0x");
    for (byte b : bytes) {
      hex.append("%02x".formatted(b));
    }
    return hex.toString();
  }

  private static Footer parse(Thrift in, long start) throws UnreadableFileException {
    FileMetadata read = new FileMetadata();
    try {
      in.struct(id -> read.field(id, in));
    } catch (UnreadableFileException e) {
      throw new UnreadableFileException("its footer cannot be read: " + e.getMessage(), e);
    }
    return read.checked(start);
  }
}
