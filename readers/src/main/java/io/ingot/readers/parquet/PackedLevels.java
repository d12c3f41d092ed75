package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Levels as the first writers packed them: highest bit first, without runs. */
final class PackedLevels implements Levels {
  private final byte[] bytes;
  private final int from;
  private final int to;
  private final int width;
  private long bit;

  PackedLevels(byte[] bytes, int from, int to, int width) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.width = width;
  }

  /** Bytes that a number of levels takes. */
  static long length(int levels, int width) {
    return ((long) levels * width + Byte.SIZE - 1) / Byte.SIZE;
  }

  @Override
  public void read(int[] into, int count) throws UnreadableFileException {
    if (bit + (long) count * width > (long) (to - from) * Byte.SIZE) {
      throw Values.tooShort();
    }
    for (int i = 0; i < count; i++) {
      int level = 0;
      for (int b = 0; b < width; b++, bit++) {
        int at = from + (int) (bit >>> 3);
        level = level << 1 | (bytes[at] >>> (7 - (int) (bit & 7)) & 1);
      }
      into[i] = level;
    }
  }
}
