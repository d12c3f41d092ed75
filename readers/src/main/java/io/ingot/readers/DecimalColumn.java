package io.ingot.readers;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimals. No digit but 0 may stand behind the scale: nothing is rounded. */
final class DecimalColumn extends TrimmedColumn {
  private final int precision;
  private final int scale;
  private final boolean isShort;

  /** Whether {@link #usual} may be tried. */
  private final boolean isUsual;

  /** The first value that has too many digits. */
  private final long most;

  private final Numeral numeral = new Numeral();

  DecimalColumn(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
    this.isShort = precision <= Numeral.LONG_DIGITS;
    this.isUsual = isShort && scale > 0 && scale < Digits.MOST;
    this.most = isShort ? Numeral.ten(precision) : 0;
  }

  @Override
  public boolean read(byte[] utf8, int from, int to, Row row, int ordinal) {
    boolean minus = from < to && utf8[from] == '-';
    int begin = minus ? from + 1 : from;
    if (isUsual && begin < to && to - begin <= Digits.MOST && to >= Digits.MOST) {
      long value = usual(utf8, begin, to);
      if (value != Digits.NONE && value < most) {
        row.setDecimal(ordinal, minus ? -value : value, precision, scale);
        return true;
      }
    }
    return super.read(utf8, from, to, row, ordinal);
  }

  /** A number that has a point before as many digits as the scale, or no point. */
  private long usual(byte[] utf8, int begin, int to) {
    if (to - begin > scale && utf8[to - 1 - scale] == '.') {
      return Digits.readAround(utf8, begin, to, scale);
    }
    long whole = Digits.read(utf8, begin, to);
    return whole == Digits.NONE ? whole : whole * Numeral.ten(scale);
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (!numeral.scan(utf8, from, to)) {
      return false;
    }
    return (isShort && numeral.digits() <= Numeral.LONG_DIGITS)
        ? ofLong(row, ordinal)
        : ofBig(row, ordinal);
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
    if (value >= most) {
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
