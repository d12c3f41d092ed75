package io.ingot.readers.columnar;

import io.ingot.readers.Column;

/** A declared date. A timestamp is taken if it is midnight: then the date loses nothing. */
final class DateCell extends TypedCell {
  DateCell(Records records, Column column, int ordinal, String name) {
    super(records, column, ordinal, name);
  }

  @Override
  public void takeDate(long days) {
    if (Times.isDay(days)) {
      tally.met();
      records.row().setInt(ordinal, (int) days);
    } else {
      super.takeDate(days);
    }
  }

  @Override
  public void takeMicros(long micros, boolean utc) {
    if (micros % Times.DAY_MICROS == 0) {
      takeDate(micros / Times.DAY_MICROS);
    } else {
      super.takeMicros(micros, utc);
    }
  }

  @Override
  public void takeTimestamp(long seconds, int nanos, boolean utc) {
    if (nanos == 0 && seconds % Times.DAY_SECONDS == 0) {
      takeDate(seconds / Times.DAY_SECONDS);
    } else {
      super.takeTimestamp(seconds, nanos, utc);
    }
  }

  @Override
  public void takeLong(long value) {
    takeDeclared(value);
  }
}
