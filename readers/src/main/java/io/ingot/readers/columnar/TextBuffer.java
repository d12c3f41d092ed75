package io.ingot.readers.columnar;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as UTF-8, written piece by piece into one array. */
class TextBuffer {
  private static final int LONGEST_NUMBER = 20;
  private static final int NANOS = 1_000_000_000;
  private static final int DAYS_OF_400_YEARS = 146_097;

  /** Days from 0000-03-01 to 1970-01-01. */
  private static final int TO_1970 = 719_468;

  byte[] bytes = new byte[256];
  int length;

  void clear() {
    length = 0;
  }

  void put(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  void put(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  void put(String ascii) {
    byte[] text = ascii.getBytes(StandardCharsets.US_ASCII);
    put(text, 0, text.length);
  }

  void number(long value) {
    if (value == Long.MIN_VALUE) {
      put(Long.toString(value));
      return;
    }
    room(LONGEST_NUMBER);
    if (value < 0) {
      bytes[length++] = '-';
    }
    digits(Math.abs(value), 1);
  }

  void unsigned(long value) {
    put(Long.toUnsignedString(value));
  }

  void decimal(long unscaled, int scale) {
    if (unscaled == Long.MIN_VALUE || scale > LONGEST_NUMBER - 2) {
      decimal(BigDecimal.valueOf(unscaled, scale));
      return;
    }
    if (unscaled < 0) {
      put('-');
    }
    long ten = 1;
    for (int i = 0; i < scale; i++) {
      ten *= 10;
    }
    long value = Math.abs(unscaled);
    digits(value / ten, 1);
    if (scale > 0) {
      put('.');
      digits(value % ten, scale);
    }
  }

  void decimal(BigDecimal value) {
    put(value.toPlainString());
  }

  void date(long days) {
    long shifted = days + TO_1970;
    long era = Math.floorDiv(shifted, DAYS_OF_400_YEARS);
    int day = (int) (shifted - era * DAYS_OF_400_YEARS);
    int yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    int dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int march = (5 * dayOfYear + 2) / 153;
    int month = march < 10 ? march + 3 : march - 9;
    year(yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
    put('-');
    digits(month, 2);
    put('-');
    digits(dayOfYear - (153 * march + 2) / 5 + 1, 2);
  }

  private void year(long year) {
    if (year < 0) {
      put('-');
    } else if (year > 9999) {
      put('+');
    }
    digits(Math.abs(year), 4);
  }

  /** A time of day, also a negative one; its fraction in six or nine digits, if it has one. */
  void time(long seconds, int nanos) {
    boolean borrows = seconds < 0 && nanos > 0;
    long second = borrows ? seconds + 1 : seconds;
    if (seconds < 0) {
      put('-');
    }
    second = Math.abs(second);
    digits(second / 3600, 2);
    put(':');
    digits(second / 60 % 60, 2);
    put(':');
    digits(second % 60, 2);
    fraction(borrows ? NANOS - nanos : nanos);
  }

  private void fraction(int nanos) {
    if (nanos % 1000 != 0) {
      put('.');
      digits(nanos, 9);
    } else if (nanos != 0) {
      put('.');
      digits(nanos / 1000, 6);
    }
  }

  /** Date and time in ISO form, with {@code Z} for a point in time. */
  void timestamp(long seconds, int nanos, boolean utc) {
    long day = Math.floorDiv(seconds, Times.DAY_SECONDS);
    date(day);
    put('T');
    time(seconds - day * Times.DAY_SECONDS, nanos);
    if (utc) {
      put('Z');
    }
  }

  /** A span of time in ISO form, such as {@code P14M3DT1.5S}. */
  void interval(long months, long days, long millis) {
    put('P');
    number(months);
    put('M');
    number(days);
    put("DT");
    decimal(BigDecimal.valueOf(millis, 3).stripTrailingZeros());
    put('S');
  }

  /** Sixteen bytes in hexadecimal digits, parted by hyphens. */
  void uuid(byte[] from, int start) {
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        put('-');
      }
      put(Character.forDigit(from[start + i] >> 4 & 15, 16));
      put(Character.forDigit(from[start + i] & 15, 16));
    }
  }

  private void digits(long value, int least) {
    room(LONGEST_NUMBER);
    int count = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      count++;
    }
    int width = Math.max(count, least);
    long rest = value;
    for (int i = length + width - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += width;
  }

  final void room(int more) {
    if (bytes.length - length < more) {
      bytes =
          Arrays.copyOf(
              bytes,
              Math.max(
                  Math.addExact(length, more),
                  (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
    }
  }
}
