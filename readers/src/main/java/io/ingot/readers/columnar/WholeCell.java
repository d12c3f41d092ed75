package io.ingot.readers.columnar;

import io.ingot.readers.Column;

/** A declared int or long: any whole number that fits, whatever type the file has it in. */
final class WholeCell extends TypedCell {
  /** Behind the largest long: the first double that is none. */
  private static final double END = 0x1p63;

  private final boolean isInt;

  WholeCell(Records records, Column column, int ordinal, String name) {
    super(records, column, ordinal, name);
    this.isInt = column.type().equals("int");
  }

  @Override
  public void takeLong(long value) {
    if (isInt && value != (int) value) {
      super.takeLong(value);
      return;
    }
    tally.met();
    if (isInt) {
      records.row().setInt(ordinal, (int) value);
    } else {
      records.row().setLong(ordinal, value);
    }
  }

  @Override
  public void takeDouble(double value) {
    if (value == (long) value && value < END) {
      takeLong((long) value);
    } else {
      super.takeDouble(value);
    }
  }

  @Override
  public void takeFloat(float value) {
    if (value == (long) value && value < END) {
      takeLong((long) value);
    } else {
      super.takeFloat(value);
    }
  }
}
