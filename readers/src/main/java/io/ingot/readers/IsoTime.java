package io.ingot.readers;

/**
 * Dates and times in ISO form, by a loop over bytes: {@code 2024-02-29}, {@code 2024-2-9}, {@code
 * 2024-02-29 10:00:00.123456}, also with {@code T}, without seconds or minutes, and with a zone.
 * Digits of a second beyond six are cut.
 */
final class IsoTime implements TimeText {
  private static final int YEAR = 4;

  private final ZoneText zones;
  private byte[] text;
  private int at;
  private int end;

  IsoTime(ZoneText zones) {
    this.zones = zones;
  }

  @Override
  public boolean read(byte[] utf8, int from, int to, Moment moment) {
    text = utf8;
    at = from + YEAR + 1;
    end = to;
    moment.clear();
    if (to - from < YEAR + 4 || utf8[from + YEAR] != '-') {
      return false;
    }
    int year = 0;
    for (int i = from; i < from + YEAR; i++) {
      int digit = utf8[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      year = year * 10 + digit;
    }
    moment.year = year;
    moment.month = number();
    if (!next('-')) {
      return false;
    }
    moment.day = number();
    if (!moment.isDay()) {
      return false;
    }
    return at == end || ((next(' ') || next('T')) && time(moment));
  }

  private boolean time(Moment moment) {
    moment.hour = number();
    if (moment.hour < 0) {
      return false;
    }
    if (next(':')) {
      moment.minute = number();
      if (moment.minute < 0) {
        return false;
      }
      if (next(':')) {
        moment.second = number();
        if (moment.second < 0 || (next('.') && !fraction(moment))) {
          return false;
        }
      }
    }
    return moment.isTime() && (at == end || zone(moment));
  }

  private boolean zone(Moment moment) {
    if (text[at] == ' ') {
      at++;
    }
    return zones.read(text, at, end, moment);
  }

  private boolean fraction(Moment moment) {
    int unit = 100_000;
    int first = at;
    int micros = 0;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      micros += digit * unit;
      unit /= 10;
    }
    moment.micros = micros;
    return at > first;
  }

  /** One or two digits, -1 if there is none. */
  private int number() {
    if (at == end) {
      return -1;
    }
    int value = text[at] - '0';
    if (value < 0 || value > 9) {
      return -1;
    }
    at++;
    if (at < end) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        at++;
        return value * 10 + digit;
      }
    }
    return value;
  }

  private boolean next(char c) {
    if (at < end && text[at] == c) {
      at++;
      return true;
    }
    return false;
  }
}
