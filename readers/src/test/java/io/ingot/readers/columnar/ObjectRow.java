package io.ingot.readers.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.readers.Row;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** A row that keeps its values as objects. */
public final class ObjectRow implements Row {
  private final Object[] values;

  public ObjectRow(int ordinals) {
    values = new Object[ordinals];
  }

  /** All of them, NULL as null. */
  public List<Object> all() {
    return Arrays.asList(values.clone());
  }

  @Override
  public void clear() {
    Arrays.fill(values, null);
  }

  @Override
  public void setBoolean(int ordinal, boolean value) {
    values[ordinal] = value;
  }

  @Override
  public void setInt(int ordinal, int value) {
    values[ordinal] = value;
  }

  @Override
  public void setLong(int ordinal, long value) {
    values[ordinal] = value;
  }

  @Override
  public void setFloat(int ordinal, float value) {
    values[ordinal] = value;
  }

  @Override
  public void setDouble(int ordinal, double value) {
    values[ordinal] = value;
  }

  @Override
  public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
    values[ordinal] = BigDecimal.valueOf(unscaled, scale);
  }

  @Override
  public void setDecimal(int ordinal, BigDecimal value, int precision, int scale) {
    values[ordinal] = value;
  }

  @Override
  public void setText(int ordinal, byte[] utf8, int from, int to) {
    values[ordinal] = new String(utf8, from, to - from, UTF_8);
  }

  @Override
  public void setNested(int ordinal, Object value) {
    values[ordinal] = value;
  }
}
