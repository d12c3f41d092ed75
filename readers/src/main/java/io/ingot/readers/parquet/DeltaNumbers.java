package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Numbers as differences, packed in blocks (DELTA_BINARY_PACKED). */
final class DeltaNumbers implements Values {
  private static final int MOST_BLOCKS = 1 << 20;

  private final byte[] bytes;
  private final int to;
  private final boolean narrow;
  private final int parts;
  private final int perPart;
  private final int total;
  private int at;
  private int done;
  private long value;
  private long least;
  private int widths;
  private int part;
  private int width;
  private int start;
  private int left;

  /**
   * The numbers from a place on.
   *
   * @param narrow whether they have 32 bits
   */
  DeltaNumbers(byte[] bytes, int from, int to, boolean narrow) throws UnreadableFileException {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.narrow = narrow;
    long block = varint();
    long some = varint();
    long all = varint();
    long first = zigzag();
    boolean valid =
        block > 0
            && block <= MOST_BLOCKS
            && some > 0
            && some <= block
            && block % some == 0
            && block / some % Byte.SIZE == 0
            && all >= 0
            && all <= Integer.MAX_VALUE;
    if (!valid) {
      throw new UnreadableFileException("a page's blocks are damaged");
    }
    this.parts = (int) some;
    this.perPart = (int) (block / some);
    this.total = (int) all;
    this.value = first;
    this.part = parts;
  }

  /** How many numbers there are. */
  int total() {
    return total;
  }

  /** Behind the last byte that was needed up to now. */
  int at() {
    return at;
  }

  @Override
  public void read(Batch batch, int count) throws UnreadableFileException {
    read(batch.numbers, count);
  }

  void read(long[] into, int count) throws UnreadableFileException {
    if (count > total - done) {
      throw Values.tooShort();
    }
    int i = 0;
    if (done == 0 && count > 0) {
      into[i++] = narrowed(value);
      done++;
    }
    while (i < count) {
      if (left == 0) {
        part();
      }
      int some = Math.min(left, count - i);
      long bit = (long) (perPart - left) * width;
      for (int end = i + some; i < end; i++, bit += width) {
        value += least + Bits.packed(bytes, start, bit, width);
        into[i] = narrowed(value);
      }
      left -= some;
      done += some;
    }
  }

  private long narrowed(long number) {
    return narrow ? (int) number : number;
  }

  private void part() throws UnreadableFileException {
    if (part == parts) {
      least = zigzag();
      widths = at;
      if (parts > to - at) {
        throw Values.tooShort();
      }
      at += parts;
      part = 0;
    }
    width = bytes[widths + part++] & 0xff;
    if (width > Long.SIZE) {
      throw new UnreadableFileException("a page has differences of %d bits".formatted(width));
    }
    long needed = ((long) Math.min(perPart, total - done) * width + Byte.SIZE - 1) / Byte.SIZE;
    if (needed > to - at) {
      throw Values.tooShort();
    }
    start = at;
    left = perPart;
    at = (int) Math.min(to, at + (long) perPart * width / Byte.SIZE);
  }

  private long zigzag() throws UnreadableFileException {
    long number = varint();
    return (number >>> 1) ^ -(number & 1);
  }

  private long varint() throws UnreadableFileException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= to) {
        throw Values.tooShort();
      }
      byte b = bytes[at++];
      number |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return number;
      }
    }
    throw new UnreadableFileException("a page's blocks are damaged");
  }
}
