package io.ingot.readers;

import java.math.BigDecimal;

/**
 * Where a record's values go: one setter per kind of value, by the ordinals of {@link ReadSpec}.
 * Before a record is read, every ordinal is NULL.
 */
public interface Row {

  /** Makes every ordinal NULL. */
  void clear();

  void setBoolean(int ordinal, boolean value);

  /** An int; a date as days since 1970. */
  void setInt(int ordinal, int value);

  /** A long; a timestamp as microseconds since 1970, UTC. */
  void setLong(int ordinal, long value);

  void setFloat(int ordinal, float value);

  void setDouble(int ordinal, double value);

  /** A decimal of at most 18 digits, without its point. */
  void setDecimal(int ordinal, long unscaled, int precision, int scale);

  /** A decimal of more digits, of exactly the column's scale. */
  void setDecimal(int ordinal, BigDecimal value, int precision, int scale);

  /** Text, as UTF-8. The bytes are copied. */
  void setText(int ordinal, byte[] utf8, int from, int to);

  /**
   * A nested value: of an array a {@link java.util.List}, of a struct a list of its members in the
   * order of the type, of a map a {@link java.util.Map} from {@link String}. Values in it are null,
   * nested, {@link Boolean}, {@link Integer} (also a date, as days since 1970), {@link Long} (also
   * a timestamp, as microseconds since 1970, UTC), {@link Float}, {@link Double}, {@link
   * BigDecimal} of exactly the type's scale, or {@link String}.
   */
  void setNested(int ordinal, Object value);
}
