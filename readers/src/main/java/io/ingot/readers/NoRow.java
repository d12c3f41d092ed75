package io.ingot.readers;

import java.math.BigDecimal;

/** A row for those who want to know whether a record can be read, and nothing else. */
enum NoRow implements Row {
  INSTANCE;

  @Override
  public void clear() {}

  @Override
  public void setBoolean(int ordinal, boolean value) {}

  @Override
  public void setInt(int ordinal, int value) {}

  @Override
  public void setLong(int ordinal, long value) {}

  @Override
  public void setFloat(int ordinal, float value) {}

  @Override
  public void setDouble(int ordinal, double value) {}

  @Override
  public void setDecimal(int ordinal, long unscaled, int precision, int scale) {}

  @Override
  public void setDecimal(int ordinal, BigDecimal value, int precision, int scale) {}

  @Override
  public void setText(int ordinal, byte[] utf8, int from, int to) {}

  @Override
  public void setNested(int ordinal, Object value) {}
}
