package io.ingot.readers;

/** A date and a time of day as a text has them, with the zone that it names, if any. */
final class Moment {
  static final long MICROS = 1_000_000;
  static final long DAY_SECONDS = 86_400;

  /** First and last microsecond of years 1 to 9999. */
  private static final long FIRST = -62_135_596_800L * MICROS;

  private static final long LAST = 253_402_300_800L * MICROS - 1;

  private static final int[] BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };
  private static final int DAYS_OF_400_YEARS = 146_097;

  /** Days from 0000-03-01 to 1970-01-01. */
  private static final int TO_1970 = 719_468;

  /** What a number or a name of a text can be. */
  enum Part {
    year,
    month,
    day,
    hour,
    /** Hour of half a day. */
    clock,
    /** 0 before noon, 1 after it. */
    half,
    minute,
    second
  }

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  int micros;

  /** Hour of half a day, and which half; -1 if there is none. */
  private int clock;

  private int half;

  /** Whether the text names an offset or a zone. */
  boolean zoned;

  /** The zone, if it is a region. */
  LocalZone region;

  /** Seconds east of UTC, if the text has an offset. */
  int offset;

  /** Forgets everything: there is no date, and the time is midnight. */
  void clear() {
    year = 0;
    month = 0;
    day = 0;
    hour = 0;
    clock = -1;
    half = -1;
    minute = 0;
    second = 0;
    micros = 0;
    zoned = false;
    region = null;
    offset = 0;
  }

  /** Whether microseconds since 1970 are in years 1 to 9999. */
  static boolean inRange(long micros) {
    return micros >= FIRST && micros <= LAST;
  }

  void copy(Moment other) {
    year = other.year;
    month = other.month;
    day = other.day;
    hour = other.hour;
    clock = other.clock;
    half = other.half;
    minute = other.minute;
    second = other.second;
    micros = other.micros;
    zoned = other.zoned;
    region = other.region;
    offset = other.offset;
  }

  void set(Part part, int value) {
    switch (part) {
      case year -> year = value;
      case month -> month = value;
      case day -> day = value;
      case hour -> hour = value == 24 ? 0 : value;
      case clock -> clock = value == 12 ? 0 : value;
      case half -> half = value;
      case minute -> minute = value;
      case second -> second = value;
    }
  }

  /** Makes an hour of a half day's; answers whether none of it is missing. */
  boolean resolveClock() {
    if (clock >= 0 && half >= 0) {
      hour = clock + 12 * half;
    }
    return clock < 0 || half >= 0;
  }

  /** Whether there is such a day, in years 1 to 9999. */
  boolean isDay() {
    return year >= 1
        && year <= 9999
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= lengthOfMonth());
  }

  boolean isTime() {
    return hour <= 23 && minute <= 59 && second <= 59;
  }

  boolean isMidnight() {
    return hour == 0 && minute == 0 && second == 0 && micros == 0;
  }

  private int lengthOfMonth() {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : BEFORE_MONTH[month] - BEFORE_MONTH[month - 1];
  }

  /**
   * Days since 1970-01-01 in the proleptic Gregorian calendar. Source: H. Hinnant,
   * "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
   */
  int epochDay() {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_OF_400_YEARS + dayOfEra - TO_1970;
  }

  /** Seconds since 1970-01-01 00:00 of the same clock. */
  long localSecond() {
    return epochDay() * DAY_SECONDS + hour * 3600L + minute * 60L + second;
  }

  /**
   * Microseconds since 1970 in UTC, or {@link LocalZone#SKIPPED} for a local time that never was.
   *
   * @param local the clock that counts if the text names no zone
   */
  long utcMicros(LocalZone local) {
    long second = localSecond();
    if (!zoned) {
      second = local.utc(second);
    } else if (region != null) {
      second = region.utc(second);
    } else {
      second -= offset;
    }
    return second == LocalZone.SKIPPED ? second : second * MICROS + micros;
  }
}
