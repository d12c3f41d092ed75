package io.ingot.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.readers.Row;
import java.math.BigDecimal;

/** A row that keeps its values as one text. */
final class TokenRow implements Row {
  private final StringBuilder text = new StringBuilder();

  String text() {
    return text.toString();
  }

  private void add(Object value) {
    text.append(value).append(' ');
  }

  @Override
  public void clear() {
    text.setLength(0);
  }

  @Override
  public void setBoolean(int ordinal, boolean value) {
    add(value);
  }

  @Override
  public void setInt(int ordinal, int value) {
    add("");
  }

  @Override
  public void setLong(int ordinal, long value) {
    // Of the longs, only the first column has tokens: others are times and places.
    add(ordinal == 0 ? value : "");
  }

  @Override
  public void setFloat(int ordinal, float value) {
    add(value);
  }

  @Override
  public void setDouble(int ordinal, double value) {
    add(value);
  }

  @Override
  public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
    add(BigDecimal.valueOf(unscaled, scale));
  }

  @Override
  public void setDecimal(int ordinal, BigDecimal value, int precision, int scale) {
    add(value);
  }

  @Override
  public void setText(int ordinal, byte[] utf8, int from, int to) {
    add(new String(utf8, from, to - from, UTF_8));
  }

  @Override
  public void setNested(int ordinal, Object value) {
    add(value);
  }
}
