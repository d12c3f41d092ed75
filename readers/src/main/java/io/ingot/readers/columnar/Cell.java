package io.ingot.readers.columnar;

import io.ingot.readers.UnreadableFileException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Takes the values of one column of a file: one call per record, by the kind of its value. */
public interface Cell {

  /** There is no value. */
  void takeNull();

  void takeBoolean(boolean value);

  void takeLong(long value);

  /** A whole number of 64 bits without a sign. */
  void takeUnsigned(long value);

  void takeFloat(float value);

  void takeDouble(double value);

  /** A decimal, without its point. */
  void takeDecimal(long unscaled, int scale);

  void takeDecimal(BigDecimal value);

  /**
   * A decimal without its point, in bytes of which the highest is the first.
   *
   * @throws UncheckedIOException if there are no bytes
   */
  default void takeDecimal(byte[] bytes, int from, int to, int scale) {
    if (from == to) {
      throw new UncheckedIOException(new UnreadableFileException("a decimal has no bytes"));
    }
    if (to - from > Long.BYTES) {
      takeDecimal(new BigDecimal(new BigInteger(bytes, from, to - from), scale));
      return;
    }
    long unscaled = bytes[from];
    for (int i = from + 1; i < to; i++) {
      unscaled = unscaled << Byte.SIZE | (bytes[i] & 0xff);
    }
    takeDecimal(unscaled, scale);
  }

  /** A date, as days since 1970. */
  void takeDate(long days);

  /**
   * A time of day.
   *
   * @param seconds seconds since midnight
   * @param nanos nanoseconds of that second
   */
  void takeTime(long seconds, int nanos);

  /**
   * A point in time, or a local date and time.
   *
   * @param micros microseconds since 1970
   * @param utc whether it is a point in time
   */
  void takeMicros(long micros, boolean utc);

  /**
   * A point in time, or a local date and time, of any precision and year.
   *
   * @param seconds seconds since 1970
   * @param nanos nanoseconds of that second
   * @param utc whether it is a point in time
   */
  void takeTimestamp(long seconds, int nanos, boolean utc);

  /** A span of time, in three parts that are not converted into one another. */
  void takeInterval(long months, long days, long millis);

  /** A UUID: 16 bytes. */
  void takeUuid(byte[] bytes, int from);

  /** Text, which should be UTF-8. */
  void takeText(byte[] utf8, int from, int to);

  /** Bytes that are no text. */
  void takeBytes(byte[] bytes, int from, int to);

  /** Where a nested value must be written; {@link #close} takes it. */
  Json open();

  /** Takes the nested value that was written since {@link #open}. */
  void close();
}
