package io.ingot.readers;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Floats and doubles. A fraction is read as the nearest value, as everywhere. Of a whole number
 * that is written out, no digit may be lost; but zeros may stand where the writer's shortest text
 * of the value has ended, as JavaScript and DuckDB write large ones. What is too large or too small
 * is not read.
 */
final class FloatingColumn extends TrimmedColumn {
  /** Whole numbers of so many digits are all exact. */
  private static final int EXACT_FLOAT = 7;

  private static final int EXACT_DOUBLE = 15;

  /** Most digits of the shortest text that tells a value from all others. */
  private static final int SHORTEST_FLOAT = 9;

  private static final int SHORTEST_DOUBLE = 17;

  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final Marks INFINITE =
      Marks.of(java.util.List.of("Infinity", "infinity", "Inf", "inf"));
  private static final Marks NAN = Marks.of(java.util.List.of("NaN"));

  private final boolean isFloat;
  private final Numeral numeral = new Numeral();

  private FloatingColumn(boolean isFloat) {
    this.isFloat = isFloat;
  }

  static FloatingColumn ofFloats() {
    return new FloatingColumn(true);
  }

  static FloatingColumn ofDoubles() {
    return new FloatingColumn(false);
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (!numeral.scan(utf8, from, to)) {
      return notFinite(utf8, from, to, row, ordinal);
    }
    return isFloat ? ofFloat(utf8, from, to, row, ordinal) : ofDouble(utf8, from, to, row, ordinal);
  }

  private boolean ofDouble(byte[] utf8, int from, int to, Row row, int ordinal) {
    double value;
    int scale = numeral.scale();
    if (numeral.digits() <= EXACT_DOUBLE && scale >= 0 && scale < TENS.length) {
      // Both are exact, so one division rounds once.
      value = (numeral.isNegative() ? -1.0 : 1.0) * numeral.unscaled() / TENS[scale];
    } else {
      value = Double.parseDouble(Numeral.ascii(utf8, from, to));
      if (!holds(value, EXACT_DOUBLE)) {
        return false;
      }
    }
    row.setDouble(ordinal, value);
    return true;
  }

  private boolean ofFloat(byte[] utf8, int from, int to, Row row, int ordinal) {
    float value;
    if (numeral.digits() <= EXACT_FLOAT && numeral.scale() == 0) {
      value = (numeral.isNegative() ? -1.0f : 1.0f) * numeral.unscaled();
    } else {
      value = Float.parseFloat(Numeral.ascii(utf8, from, to));
      if (!holds(value, EXACT_FLOAT)) {
        return false;
      }
    }
    row.setFloat(ordinal, value);
    return true;
  }

  private boolean holds(double value, int exactDigits) {
    if (Double.isInfinite(value) || (value == 0 && !numeral.isZero())) {
      return false;
    }
    return !numeral.isWrittenWhole() || numeral.digits() <= exactDigits || hasAllDigits(value);
  }

  private boolean hasAllDigits(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal text = numeral.toBigDecimal();
    int digits = text.stripTrailingZeros().precision();
    return exact.compareTo(text) == 0
        || (digits <= (isFloat ? SHORTEST_FLOAT : SHORTEST_DOUBLE)
            && exact.round(new MathContext(digits)).compareTo(text) == 0);
  }

  private boolean notFinite(byte[] utf8, int from, int to, Row row, int ordinal) {
    boolean minus = utf8[from] == '-';
    int word = minus || utf8[from] == '+' ? from + 1 : from;
    double value;
    if (INFINITE.has(utf8, word, to)) {
      value = minus ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    } else if (NAN.has(utf8, from, to)) {
      value = Double.NaN;
    } else {
      return false;
    }
    if (isFloat) {
      row.setFloat(ordinal, (float) value);
    } else {
      row.setDouble(ordinal, value);
    }
    return true;
  }
}
