package io.ingot.readers.columnar;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;

/**
 * A cell that wants text. Numbers keep every digit, dates and times have their ISO form, bytes that
 * are no text are base64 without line ends.
 */
abstract class AsText implements Cell {
  /** The text of the value at hand. */
  final TextBuffer text = new TextBuffer();

  /**
   * {@link #text} has the value.
   *
   * @param bare whether JSON writes it without quotes
   */
  abstract void written(boolean bare);

  @Override
  public void takeBoolean(boolean value) {
    text.clear();
    text.put(value ? "true" : "false");
    written(true);
  }

  @Override
  public void takeLong(long value) {
    text.clear();
    text.number(value);
    written(true);
  }

  @Override
  public void takeUnsigned(long value) {
    text.clear();
    text.unsigned(value);
    written(true);
  }

  @Override
  public void takeFloat(float value) {
    text.clear();
    text.put(Float.toString(value));
    written(Float.isFinite(value));
  }

  @Override
  public void takeDouble(double value) {
    text.clear();
    text.put(Double.toString(value));
    written(Double.isFinite(value));
  }

  @Override
  public void takeDecimal(long unscaled, int scale) {
    text.clear();
    text.decimal(unscaled, scale);
    written(true);
  }

  @Override
  public void takeDecimal(BigDecimal value) {
    text.clear();
    text.decimal(value);
    written(true);
  }

  @Override
  public void takeDate(long days) {
    text.clear();
    text.date(days);
    written(false);
  }

  @Override
  public void takeTime(long seconds, int nanos) {
    text.clear();
    text.time(seconds, nanos);
    written(false);
  }

  @Override
  public void takeMicros(long micros, boolean utc) {
    long seconds = Math.floorDiv(micros, Times.MICROS);
    takeTimestamp(seconds, (int) (micros - seconds * Times.MICROS) * 1000, utc);
  }

  @Override
  public void takeTimestamp(long seconds, int nanos, boolean utc) {
    text.clear();
    text.timestamp(seconds, nanos, utc);
    written(false);
  }

  @Override
  public void takeInterval(long months, long days, long millis) {
    text.clear();
    text.interval(months, days, millis);
    written(false);
  }

  @Override
  public void takeUuid(byte[] bytes, int from) {
    text.clear();
    text.uuid(bytes, from);
    written(false);
  }

  @Override
  public void takeBytes(byte[] bytes, int from, int to) {
    base64(bytes, from, to);
  }

  final void base64(byte[] bytes, int from, int to) {
    byte[] base64 = Base64.getEncoder().encode(Arrays.copyOfRange(bytes, from, to));
    text.clear();
    text.put(base64, 0, base64.length);
    written(false);
  }
}
