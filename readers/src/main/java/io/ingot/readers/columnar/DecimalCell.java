package io.ingot.readers.columnar;

import io.ingot.readers.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A declared decimal. No digit but 0 may stand behind its scale: nothing is rounded. */
final class DecimalCell extends TypedCell {
  /** Decimals of so many digits are longs. */
  private static final int LONG_DIGITS = 18;

  private static final long[] TENS = new long[LONG_DIGITS + 1];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = 10 * TENS[i - 1];
    }
  }

  private final int precision;
  private final int scale;

  DecimalCell(Records records, Column column, int ordinal, String name, int precision, int scale) {
    super(records, column, ordinal, name);
    this.precision = precision;
    this.scale = scale;
  }

  @Override
  public void takeLong(long value) {
    takeDecimal(value, 0);
  }

  @Override
  public void takeDecimal(long unscaled, int from) {
    if (from == scale && precision <= LONG_DIGITS && fits(unscaled)) {
      tally.met();
      records.row().setDecimal(ordinal, unscaled, precision, scale);
    } else {
      takeDecimal(BigDecimal.valueOf(unscaled, from));
    }
  }

  private boolean fits(long unscaled) {
    return unscaled < TENS[precision] && unscaled > -TENS[precision];
  }

  @Override
  public void takeDecimal(BigDecimal value) {
    BigDecimal scaled;
    try {
      scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException moreDigits) {
      rescue(value);
      return;
    }
    if (scaled.precision() > precision) {
      rescue(value);
      return;
    }
    tally.met();
    if (precision <= LONG_DIGITS) {
      records.row().setDecimal(ordinal, scaled.unscaledValue().longValueExact(), precision, scale);
    } else {
      records.row().setDecimal(ordinal, scaled, precision, scale);
    }
  }

  private void rescue(BigDecimal value) {
    text.clear();
    text.decimal(value);
    rescue();
  }
}
