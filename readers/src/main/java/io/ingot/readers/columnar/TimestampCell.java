package io.ingot.readers.columnar;

import io.ingot.readers.Column;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A declared timestamp. Nanoseconds are cut to microseconds. Local times and dates are those of the
 * column's zone.
 */
final class TimestampCell extends TypedCell {
  private final boolean localIsUtc;

  TimestampCell(Records records, Column column, int ordinal, String name) {
    super(records, column, ordinal, name);
    this.localIsUtc = ZoneId.of(column.reading().zone()).normalized().equals(ZoneOffset.UTC);
  }

  @Override
  public void takeMicros(long micros, boolean utc) {
    if ((utc || localIsUtc) && Times.isMicros(micros)) {
      tally.met();
      records.row().setLong(ordinal, micros);
    } else {
      super.takeMicros(micros, utc);
    }
  }

  @Override
  public void takeTimestamp(long seconds, int nanos, boolean utc) {
    if ((utc || localIsUtc) && Times.isSecond(seconds)) {
      tally.met();
      records.row().setLong(ordinal, seconds * Times.MICROS + nanos / 1000);
    } else {
      super.takeTimestamp(seconds, nanos, utc);
    }
  }

  @Override
  public void takeDate(long days) {
    if (localIsUtc && Times.isDay(days)) {
      tally.met();
      records.row().setLong(ordinal, days * Times.DAY_MICROS);
    } else {
      super.takeDate(days);
    }
  }

  @Override
  public void takeLong(long value) {
    takeDeclared(value);
  }
}
