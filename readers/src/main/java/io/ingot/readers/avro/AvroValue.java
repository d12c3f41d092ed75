package io.ingot.readers.avro;

import io.ingot.readers.columnar.Cell;
import java.io.IOException;

/** Reads one value of a schema. */
interface AvroValue {

  /** Hands the next value of a block to a cell. */
  void read(AvroBytes in, Cell cell) throws IOException;
}
