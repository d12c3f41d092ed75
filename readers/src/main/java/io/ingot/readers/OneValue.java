package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;

/** Keeps a single value as an object, in the form that {@link Row#setNested} wants. */
final class OneValue implements Row {
  private Object value;

  /** The value; null if none was set. */
  Object value() {
    return value;
  }

  @Override
  public void clear() {
    value = null;
  }

  @Override
  public void setBoolean(int ordinal, boolean is) {
    value = is;
  }

  @Override
  public void setInt(int ordinal, int number) {
    value = number;
  }

  @Override
  public void setLong(int ordinal, long number) {
    value = number;
  }

  @Override
  public void setFloat(int ordinal, float number) {
    value = number;
  }

  @Override
  public void setDouble(int ordinal, double number) {
    value = number;
  }

  @Override
  public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
    value = BigDecimal.valueOf(unscaled, scale);
  }

  @Override
  public void setDecimal(int ordinal, BigDecimal number, int precision, int scale) {
    value = number;
  }

  @Override
  public void setText(int ordinal, byte[] utf8, int from, int to) {
    value = new String(utf8, from, to - from, UTF_8);
  }

  @Override
  public void setNested(int ordinal, Object nested) {
    value = nested;
  }
}
