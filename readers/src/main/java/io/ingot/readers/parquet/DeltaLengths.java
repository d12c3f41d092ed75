package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Ranges of bytes behind all of their lengths (DELTA_LENGTH_BYTE_ARRAY). */
final class DeltaLengths implements Values {
  private final byte[] bytes;
  private final int to;
  private final long[] lengths;
  private int at;
  private int next;

  /**
   * The values of a page.
   *
   * @param most how many there can be
   */
  DeltaLengths(byte[] bytes, int from, int to, int most) throws UnreadableFileException {
    this.bytes = bytes;
    this.to = to;
    DeltaNumbers numbers = new DeltaNumbers(bytes, from, to, true);
    this.lengths = lengths(numbers, most);
    this.at = numbers.at();
  }

  /** Reads all lengths. */
  static long[] lengths(DeltaNumbers numbers, int most) throws UnreadableFileException {
    if (numbers.total() > most) {
      throw new UnreadableFileException(
          "a page has %d values, %d expected".formatted(numbers.total(), most));
    }
    long[] lengths = new long[numbers.total()];
    numbers.read(lengths, lengths.length);
    return lengths;
  }

  @Override
  public void read(Batch batch, int count) throws UnreadableFileException {
    batch.bytes = bytes;
    for (int i = 0; i < count; i++) {
      if (next == lengths.length || lengths[next] < 0 || lengths[next] > to - at) {
        throw Values.tooShort();
      }
      int end = at + (int) lengths[next++];
      batch.range(i, at, end);
      at = end;
    }
  }
}
