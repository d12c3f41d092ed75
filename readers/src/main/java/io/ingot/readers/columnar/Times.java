package io.ingot.readers.columnar;

/** Years 1 to 9999, which every engine's dates and timestamps hold. */
final class Times {
  static final long MICROS = 1_000_000;
  static final long DAY_SECONDS = 86_400;
  static final long DAY_MICROS = DAY_SECONDS * MICROS;

  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long END_SECOND = 253_402_300_800L;
  private static final long FIRST_DAY = FIRST_SECOND / DAY_SECONDS;
  private static final long END_DAY = END_SECOND / DAY_SECONDS;

  private Times() {}

  static boolean isDay(long days) {
    return days >= FIRST_DAY && days < END_DAY;
  }

  static boolean isSecond(long seconds) {
    return seconds >= FIRST_SECOND && seconds < END_SECOND;
  }

  static boolean isMicros(long micros) {
    return micros >= FIRST_SECOND * MICROS && micros < END_SECOND * MICROS;
  }
}
