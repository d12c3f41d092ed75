package io.ingot.readers;

/** Timestamps in years 1 to 9999. */
final class TimestampColumn extends TrimmedColumn {
  private final TimeText way;
  private final LocalZone local;
  private final Moment moment = new Moment();

  /**
   * Makes the column.
   *
   * @param local the clock of texts that name no zone
   */
  TimestampColumn(TimeText way, LocalZone local) {
    this.way = way;
    this.local = local;
  }

  @Override
  boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
    if (!way.read(utf8, from, to, moment)) {
      return false;
    }
    long micros = moment.utcMicros(local);
    boolean inRange = Moment.inRange(micros);
    if (inRange) {
      row.setLong(ordinal, micros);
    }
    return inRange;
  }
}
