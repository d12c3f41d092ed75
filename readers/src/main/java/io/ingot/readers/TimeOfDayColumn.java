package io.ingot.readers;

import java.util.List;

/**
 * Times of day as text that sorts: {@code HH:mm:ss}, with six more digits if the pattern has some.
 */
final class TimeOfDayColumn extends TrimmedColumn {
  private static final int WITHOUT_FRACTION = 8;
  private static final int WITH_FRACTION = 15;

  private final TimePattern[] patterns;
  private final Moment moment = new Moment();
  private final byte[] text = new byte[WITH_FRACTION];

  TimeOfDayColumn(List<TimePattern> patterns) {
    this.patterns = patterns.toArray(TimePattern[]::new);
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    for (TimePattern pattern : patterns) {
      if (pattern.read(utf8, from, to, moment)) {
        write();
        row.setText(ordinal, text, 0, pattern.hasFraction() ? WITH_FRACTION : WITHOUT_FRACTION);
        return true;
      }
    }
    return false;
  }

  private void write() {
    digits(moment.hour, 0, 2);
    text[2] = ':';
    digits(moment.minute, 3, 2);
    text[5] = ':';
    digits(moment.second, 6, 2);
    text[8] = '.';
    digits(moment.micros, 9, 6);
  }

  private void digits(int value, int at, int count) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
