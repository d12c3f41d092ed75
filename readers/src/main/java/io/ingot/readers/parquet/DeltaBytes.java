package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import java.util.Arrays;

/** Ranges of bytes, each beginning as the one before it (DELTA_BYTE_ARRAY). */
final class DeltaBytes implements Values {
  private final long[] prefixes;
  private final DeltaLengths suffixes;
  private final int width;
  private final Batch suffix = Batch.of(Physical.BYTE_ARRAY, Batch.SIZE);
  private byte[] last = new byte[0];
  private int next;

  /**
   * The values of a page.
   *
   * @param most how many there can be
   * @param width length of every value; 0 if they differ
   */
  DeltaBytes(byte[] bytes, int from, int to, int most, int width) throws UnreadableFileException {
    this.width = width;
    DeltaNumbers numbers = new DeltaNumbers(bytes, from, to, true);
    this.prefixes = DeltaLengths.lengths(numbers, most);
    this.suffixes = new DeltaLengths(bytes, numbers.at(), to, most);
  }

  @Override
  public void read(Batch batch, int count) throws UnreadableFileException {
    if (count > prefixes.length - next) {
      throw Values.tooShort();
    }
    suffixes.read(suffix, count);
    batch.bytes = new byte[size(count)];
    byte[] before = last;
    int start = 0;
    int at = 0;
    for (int i = 0; i < count; i++) {
      int prefix = (int) prefixes[next + i];
      int more = suffix.to[i] - suffix.from[i];
      System.arraycopy(before, start, batch.bytes, at, prefix);
      System.arraycopy(suffix.bytes, suffix.from[i], batch.bytes, at + prefix, more);
      before = batch.bytes;
      start = at;
      at += prefix + more;
      batch.range(i, start, at);
    }
    if (count > 0) {
      last = Arrays.copyOfRange(batch.bytes, start, at);
      next += count;
    }
  }

  /** Bytes of the next values, whose prefixes may not be longer than the value before. */
  private int size(int count) throws UnreadableFileException {
    long size = 0;
    long length = last.length;
    for (int i = 0; i < count; i++) {
      long prefix = prefixes[next + i];
      if (prefix < 0 || prefix > length) {
        throw new UnreadableFileException(
            "a value begins with %d bytes of one that has %d".formatted(prefix, length));
      }
      length = prefix + suffix.to[i] - suffix.from[i];
      if (width > 0 && length != width) {
        throw new UnreadableFileException(
            "a value has %d bytes, %d expected".formatted(length, width));
      }
      size += length;
    }
    if (size > Integer.MAX_VALUE - Bits.PADDING) {
      throw new UnreadableFileException("its values are too large");
    }
    return (int) size;
  }
}
