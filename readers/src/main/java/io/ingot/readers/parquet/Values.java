package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Decodes the values of one page, those that are NULL left out. */
interface Values {

  /** Decodes the next values. */
  void read(Batch batch, int count) throws UnreadableFileException;

  /** What is thrown where the bytes of a page end before its values do. */
  static UnreadableFileException tooShort() {
    return new UnreadableFileException("a page is shorter than its values");
  }
}
