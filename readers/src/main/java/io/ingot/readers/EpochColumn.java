package io.ingot.readers;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Times that are numbers since 1970-01-01 00:00 UTC. What is finer than a microsecond is cut; a
 * date must be midnight.
 */
final class EpochColumn extends TrimmedColumn {
  private static final int MICRO_DIGITS = 6;
  private static final long DAY = Moment.DAY_SECONDS * Moment.MICROS;

  /** More digits before the point than any microsecond of years 1 to 9999 has. */
  private static final int MOST_DIGITS = 18;

  private final int unitDigits;
  private final boolean isDate;
  private final Numeral numeral = new Numeral();

  EpochColumn(Reading.Epoch unit, boolean isDate) {
    this.isDate = isDate;
    this.unitDigits =
        switch (unit) {
          case none, seconds -> 0;
          case millis -> 3;
          case micros -> 6;
          case nanos -> 9;
        };
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (!numeral.scan(utf8, from, to)) {
      return false;
    }
    int shift = MICRO_DIGITS - unitDigits - numeral.scale();
    if (!numeral.isZero() && numeral.digits() + shift > MOST_DIGITS) {
      return false;
    }
    long micros = micros(shift);
    if (!Moment.inRange(micros) || (isDate && Math.floorMod(micros, DAY) != 0)) {
      return false;
    }
    if (isDate) {
      row.setInt(ordinal, (int) Math.floorDiv(micros, DAY));
    } else {
      row.setLong(ordinal, micros);
    }
    return true;
  }

  private long micros(int shift) {
    if (numeral.isZero()) {
      return 0;
    }
    long sign = numeral.isNegative() ? -1 : 1;
    if (shift >= 0) {
      return sign * numeral.unscaled() * Numeral.ten(shift);
    }
    if (-shift > numeral.digits()) {
      return numeral.isNegative() ? -1 : 0;
    }
    if (numeral.digits() <= Numeral.LONG_DIGITS) {
      return Math.floorDiv(sign * numeral.unscaled(), Numeral.ten(-shift));
    }
    BigDecimal exact = new BigDecimal(numeral.magnitude(), -shift);
    return (sign < 0 ? exact.negate() : exact).setScale(0, RoundingMode.FLOOR).longValueExact();
  }
}
