package io.ingot.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.readers.Row;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** A row that keeps its values as texts. */
public final class TextRow implements Row {
  private final Map<Integer, String> values = new TreeMap<>();

  /** The values that are not NULL, by their ordinals. */
  public Map<Integer, String> values() {
    return values;
  }

  private void set(int ordinal, Object value) {
    values.put(ordinal, String.valueOf(value));
  }

  @Override
  public void clear() {
    values.clear();
  }

  @Override
  public void setBoolean(int ordinal, boolean value) {
    set(ordinal, value);
  }

  @Override
  public void setInt(int ordinal, int value) {
    set(ordinal, value);
  }

  @Override
  public void setLong(int ordinal, long value) {
    set(ordinal, value);
  }

  @Override
  public void setFloat(int ordinal, float value) {
    set(ordinal, value);
  }

  @Override
  public void setDouble(int ordinal, double value) {
    set(ordinal, value);
  }

  @Override
  public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
    set(ordinal, BigDecimal.valueOf(unscaled, scale));
  }

  @Override
  public void setDecimal(int ordinal, BigDecimal value, int precision, int scale) {
    set(ordinal, value);
  }

  @Override
  public void setText(int ordinal, byte[] utf8, int from, int to) {
    set(ordinal, new String(utf8, from, to - from, UTF_8));
  }

  @Override
  public void setNested(int ordinal, Object value) {
    set(ordinal, value);
  }
}
