package io.ingot.readers.columnar;

import io.ingot.readers.Column;

/** A declared boolean. Numbers are read by the marks that the column declares. */
final class BooleanCell extends TypedCell {
  BooleanCell(Records records, Column column, int ordinal, String name) {
    super(records, column, ordinal, name);
  }

  @Override
  public void takeBoolean(boolean value) {
    tally.met();
    records.row().setBoolean(ordinal, value);
  }

  @Override
  public void takeLong(long value) {
    takeDeclared(value);
  }
}
