package io.ingot.readers;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimals. No digit but 0 may stand behind the scale: nothing is rounded. */
final class DecimalColumn extends TrimmedColumn {
  private final int precision;
  private final int scale;
  private final boolean isShort;
  private final Numeral numeral = new Numeral();

  DecimalColumn(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
    this.isShort = precision <= Numeral.LONG_DIGITS;
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (!numeral.scan(utf8, from, to)) {
      return false;
    }
    if (isShort && numeral.digits() <= Numeral.LONG_DIGITS) {
      return ofLong(row, ordinal);
    }
    return ofBig(row, ordinal);
  }

  private boolean ofLong(Row row, int ordinal) {
    long value = numeral.unscaled();
    int missing = scale - numeral.scale();
    if (value != 0 && missing != 0) {
      if (missing > 0) {
        if (numeral.digits() + missing > precision) {
          return false;
        }
        value *= Numeral.ten(missing);
      } else {
        if (-missing >= numeral.digits()) {
          return false;
        }
        long ten = Numeral.ten(-missing);
        if (value % ten != 0) {
          return false;
        }
        value /= ten;
      }
    }
    if (value >= Numeral.ten(precision)) {
      return false;
    }
    row.setDecimal(ordinal, numeral.isNegative() ? -value : value, precision, scale);
    return true;
  }

  private boolean ofBig(Row row, int ordinal) {
    BigDecimal value = BigDecimal.ZERO;
    if (!numeral.isZero()) {
      if (numeral.digits() - numeral.scale() > precision - scale
          || numeral.scale() - numeral.digits() >= scale) {
        return false;
      }
      value = numeral.toBigDecimal();
    }
    try {
      value = value.setScale(scale, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException moreDigits) {
      return false;
    }
    if (isShort) {
      row.setDecimal(ordinal, value.unscaledValue().longValueExact(), precision, scale);
    } else {
      row.setDecimal(ordinal, value, precision, scale);
    }
    return true;
  }
}
