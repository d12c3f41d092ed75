package io.ingot.readers.parquet;

import io.ingot.readers.columnar.Cell;
import java.io.IOException;

/** Puts values together out of the entries of their columns, one call per value. */
interface Node {

  /** Hands the next value to a cell and goes behind all of its entries. */
  void read(Cell cell) throws IOException;
}
