package io.ingot.readers.parquet;

/** Some values of a column: numbers of up to 64 bits, or ranges of an array of bytes. */
final class Batch {
  /** Values that are decoded at once. */
  static final int SIZE = 1024;

  /** Numbers; of a float or double its bits. */
  final long[] numbers;

  /** What the ranges are in. */
  byte[] bytes;

  final int[] from;
  final int[] to;

  private Batch(int numbers, int ranges) {
    this.numbers = new long[numbers];
    this.from = new int[ranges];
    this.to = new int[ranges];
  }

  static Batch of(Physical physical, int size) {
    return physical.isNumber() ? new Batch(size, 0) : new Batch(0, size);
  }

  void range(int i, int start, int end) {
    from[i] = start;
    to[i] = end;
  }
}
