package io.ingot.readers.columnar;

import io.ingot.readers.Column;
import java.math.BigDecimal;

/**
 * A declared float or double. A whole number must be held exactly; a double is taken as a float if
 * the float is the same number, or is written with the same digits.
 */
final class FloatingCell extends TypedCell {
  private static final double END = 0x1p63;

  private final boolean isFloat;

  FloatingCell(Records records, Column column, int ordinal, String name) {
    super(records, column, ordinal, name);
    this.isFloat = column.type().equals("float");
  }

  @Override
  public void takeFloat(float value) {
    tally.met();
    if (isFloat) {
      records.row().setFloat(ordinal, value);
    } else {
      records.row().setDouble(ordinal, value);
    }
  }

  @Override
  public void takeDouble(double value) {
    if (!isFloat) {
      tally.met();
      records.row().setDouble(ordinal, value);
      return;
    }
    float nearest = (float) value;
    if (Double.compare(nearest, value) == 0 || isWrittenAlike(nearest, value)) {
      takeFloat(nearest);
    } else {
      text.clear();
      text.put(Double.toString(value));
      rescue();
    }
  }

  private static boolean isWrittenAlike(float nearest, double value) {
    return Float.isFinite(nearest)
        && new BigDecimal(Float.toString(nearest)).compareTo(new BigDecimal(Double.toString(value)))
            == 0;
  }

  @Override
  public void takeLong(long value) {
    double nearest = isFloat ? (float) value : (double) value;
    if (nearest < END && (long) nearest == value) {
      takeDouble(nearest);
    } else {
      super.takeLong(value);
    }
  }
}
