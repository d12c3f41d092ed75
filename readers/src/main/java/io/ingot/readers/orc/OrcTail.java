package io.ingot.readers.orc;

import io.ingot.readers.FileBytes;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks at a file's last bytes before the library does, which asks for as much memory as they say.
 * Source: orc.apache.org/specification/ORCv1, "File Tail".
 */
final class OrcTail {
  private static final byte[] MAGIC = "ORC".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 256;
  private static final int LARGEST_BLOCK = 1 << 23;
  private static final int FOOTER = 1;
  private static final int BLOCK = 3;
  private static final int METADATA = 5;
  private static final int STATISTICS = 7;

  private final byte[] bytes;
  private int at;

  private OrcTail(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /**
   * Checks the postscript.
   *
   * @throws UnreadableFileException if it is none, or says what cannot be
   */
  static void check(FileBytes file) throws IOException {
    int length = (int) Math.min(file.length(), LONGEST);
    byte[] end = new byte[length];
    Storage.read(file, file.length() - length, end, 0, length);
    int size = length == 0 ? 0 : end[length - 1] & 0xff;
    if (size >= length || size < MAGIC.length || !isMagic(end, length - 1 - MAGIC.length)) {
      throw new UnreadableFileException("it does not end as an ORC file ends; it may be cut off");
    }
    new OrcTail(end, length - 1 - size).fields(length - 1, file.length());
  }

  private static boolean isMagic(byte[] bytes, int at) {
    return Arrays.equals(Arrays.copyOfRange(bytes, at, at + MAGIC.length), MAGIC);
  }

  private void fields(int to, long fileLength) throws UnreadableFileException {
    long parts = 0;
    while (at < to) {
      long tag = number(to);
      int field = (int) (tag >>> 3);
      long value = number(to);
      boolean isBytes = (tag & 7) == 2;
      boolean isNumber = (tag & 7) == 0;
      if ((!isBytes && !isNumber) || value < 0 || (isBytes && value > to - at)) {
        throw damaged();
      }
      if (isBytes) {
        at += (int) value;
      } else if (field == BLOCK && value > LARGEST_BLOCK) {
        throw new UnreadableFileException(
            "its blocks would have %d bytes, at most %d expected".formatted(value, LARGEST_BLOCK));
      } else if (field == FOOTER || field == METADATA || field == STATISTICS) {
        parts += Math.min(value, fileLength);
      }
    }
    if (parts >= fileLength) {
      throw damaged();
    }
  }

  private long number(int to) throws UnreadableFileException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= to) {
        throw damaged();
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private static UnreadableFileException damaged() {
    return new UnreadableFileException("its last bytes are damaged");
  }
}
