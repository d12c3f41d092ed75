package io.ingot.readers.orc;

import io.ingot.readers.columnar.Cell;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;

/** Reads values of one type out of vectors. */
interface OrcValue {

  /** Hands a value that is not NULL to a cell. */
  void give(ColumnVector vector, int row, Cell cell);

  /** Hands a value, or NULL, to a cell. */
  static void read(OrcValue type, ColumnVector vector, int row, Cell cell) {
    int place = vector.isRepeating ? 0 : row;
    if (vector.noNulls || !vector.isNull[place]) {
      type.give(vector, place, cell);
    } else {
      cell.takeNull();
    }
  }
}
