package io.ingot.readers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number in decimal notation, taken apart: sign, digits, scale. It says what is written, without
 * rounding: {@code -12.50e3} is minus, 1250 and the scale -1.
 */
final class Numeral {
  /** Most digits that a long surely holds. */
  static final int LONG_DIGITS = 18;

  /** Exponents beyond this are cut: no type holds such a number, unless it is zero. */
  private static final int FAR = 1_000_000;

  private static final long[] TENS = new long[LONG_DIGITS + 1];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = 10 * TENS[i - 1];
    }
  }

  private byte[] text;
  private int begin;
  private int end;
  private boolean negative;
  private boolean exponent;
  private boolean fraction;
  private int digits;
  private long unscaled;
  private int scale;

  /** Ten to a power of at most {@link #LONG_DIGITS}. */
  static long ten(int power) {
    return TENS[power];
  }

  /**
   * Looks at a text. Answers whether it is a number: {@code 1}, {@code +.5}, {@code 2.}, {@code
   * 1e-3}.
   */
  boolean scan(byte[] ascii, int from, int to) {
    text = ascii;
    int at = from;
    negative = at < to && ascii[at] == '-';
    if (negative || (at < to && ascii[at] == '+')) {
      at++;
    }
    begin = at;
    digits = 0;
    unscaled = 0;
    scale = 0;
    exponent = false;
    fraction = false;
    int written = 0;
    boolean point = false;
    for (; at < to; at++) {
      int digit = ascii[at] - '0';
      if (digit >= 0 && digit <= 9) {
        written++;
        if (digits > 0 || digit != 0) {
          digits++;
          unscaled = unscaled * 10 + digit;
        }
        if (point) {
          scale++;
          fraction |= digit != 0;
        }
      } else if (digit == '.' - '0' && !point) {
        point = true;
      } else {
        break;
      }
    }
    end = at;
    return written > 0 && (at == to || power(at, to));
  }

  private boolean power(int from, int to) {
    if ((text[from] | 0x20) != 'e') {
      return false;
    }
    exponent = true;
    int at = from + 1;
    boolean minus = at < to && text[at] == '-';
    if (minus || (at < to && text[at] == '+')) {
      at++;
    }
    int value = 0;
    int first = at;
    for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
      value = Math.min(FAR, value * 10 + text[at] - '0');
    }
    scale += minus ? value : -value;
    return at == to && at > first;
  }

  boolean isNegative() {
    return negative;
  }

  boolean isZero() {
    return digits == 0;
  }

  /** Whether neither an exponent nor a digit other than 0 behind a point is written. */
  boolean isWrittenWhole() {
    return !exponent && !fraction;
  }

  /** Digits without zeros before them. */
  int digits() {
    return digits;
  }

  /** The digits as a number without sign, if there are at most {@link #LONG_DIGITS}. */
  long unscaled() {
    return unscaled;
  }

  /** How many of the digits stand behind the point; negative: how many zeros follow them. */
  int scale() {
    return scale;
  }

  /** The number's digits without sign and scale, however many. */
  BigInteger magnitude() {
    StringBuilder plain = new StringBuilder(end - begin);
    for (int i = begin; i < end; i++) {
      if (text[i] != '.') {
        plain.append((char) text[i]);
      }
    }
    return new BigInteger(plain.toString());
  }

  /** The whole number, exactly, with a scale of its own. */
  BigDecimal toBigDecimal() {
    BigInteger magnitude = magnitude();
    return new BigDecimal(negative ? magnitude.negate() : magnitude, scale);
  }

  static String ascii(byte[] text, int from, int to) {
    return new String(text, from, to - from, US_ASCII);
  }
}
