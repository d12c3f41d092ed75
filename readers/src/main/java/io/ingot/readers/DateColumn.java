package io.ingot.readers;

/** Dates. A time is read if it is midnight: then the date loses nothing. */
final class DateColumn extends TrimmedColumn {
  private final TimeText way;
  private final Moment moment = new Moment();

  DateColumn(TimeText way) {
    this.way = way;
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    boolean exact =
        way.read(utf8, from, to, moment)
            && moment.isMidnight()
            && moment.offset == 0
            && moment.region == null;
    if (exact) {
      row.setInt(ordinal, moment.epochDay());
    }
    return exact;
  }
}
