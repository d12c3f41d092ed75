package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** How values are stored; in the order of their numbers in a file. */
enum Physical {
  BOOLEAN(0),
  INT32(4),
  INT64(8),
  INT96(12),
  FLOAT(4),
  DOUBLE(8),
  BYTE_ARRAY(0),
  FIXED_LEN_BYTE_ARRAY(0);

  private static final Physical[] ALL = values();

  /** Bytes of a value; 0 where that differs. */
  final int width;

  Physical(int width) {
    this.width = width;
  }

  /** Whether a value fits into 64 bits. */
  boolean isNumber() {
    return this != INT96 && this != BYTE_ARRAY && this != FIXED_LEN_BYTE_ARRAY;
  }

  static Physical of(int number) throws UnreadableFileException {
    if (number < 0 || number >= ALL.length) {
      throw new UnreadableFileException("it has a physical type of number " + number);
    }
    return ALL[number];
  }
}
