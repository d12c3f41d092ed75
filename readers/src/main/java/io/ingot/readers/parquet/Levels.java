package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Decodes small numbers: levels, places in a dictionary. */
interface Levels {

  /** Decodes the next numbers. */
  void read(int[] into, int count) throws UnreadableFileException;
}
