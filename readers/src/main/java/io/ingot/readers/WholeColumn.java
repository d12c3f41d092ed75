package io.ingot.readers;

/** Ints and longs. A number counts as whole however it is written: {@code 1.0}, {@code 1e3}. */
final class WholeColumn extends TrimmedColumn {
  private final boolean isInt;
  private final Numeral numeral = new Numeral();

  private WholeColumn(boolean isInt) {
    this.isInt = isInt;
  }

  static WholeColumn ofInts() {
    return new WholeColumn(true);
  }

  static WholeColumn ofLongs() {
    return new WholeColumn(false);
  }

  @Override
  public boolean read(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (from < to && to >= Digits.MOST) {
      boolean minus = utf8[from] == '-';
      int begin = minus ? from + 1 : from;
      if (begin < to && to - begin <= Digits.MOST) {
        long value = Digits.read(utf8, begin, to);
        if (value != Digits.NONE) {
          return set(minus ? -value : value, row, ordinal);
        }
      }
    }
    return super.read(utf8, from, to, row, ordinal);
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    boolean minus = utf8[from] == '-';
    int at = minus ? from + 1 : from;
    if (at == to || to - at > Numeral.LONG_DIGITS) {
      return written(utf8, from, to, row, ordinal);
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = utf8[at] - '0';
      if (digit < 0 || digit > 9) {
        return written(utf8, from, to, row, ordinal);
      }
      value = value * 10 + digit;
    }
    return set(minus ? -value : value, row, ordinal);
  }

  private boolean written(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (!numeral.scan(utf8, from, to)) {
      return false;
    }
    if (numeral.isZero()) {
      return set(0, row, ordinal);
    }
    if (numeral.digits() - numeral.scale() > Numeral.LONG_DIGITS + 1) {
      return false;
    }
    if (numeral.digits() > Numeral.LONG_DIGITS || numeral.scale() < 0) {
      return large(row, ordinal);
    }
    if (numeral.scale() >= numeral.digits()) {
      return false;
    }
    long ten = Numeral.ten(numeral.scale());
    long value = numeral.unscaled() / ten;
    return value * ten == numeral.unscaled()
        && set(numeral.isNegative() ? -value : value, row, ordinal);
  }

  private boolean large(Row row, int ordinal) {
    try {
      return set(numeral.toBigDecimal().longValueExact(), row, ordinal);
    } catch (ArithmeticException notWholeOrTooLarge) {
      return false;
    }
  }

  private boolean set(long value, Row row, int ordinal) {
    if (!isInt) {
      row.setLong(ordinal, value);
    } else if (value == (int) value) {
      row.setInt(ordinal, (int) value);
    } else {
      return false;
    }
    return true;
  }
}
