package io.ingot.readers.columnar;

import io.ingot.readers.Excerpt;
import io.ingot.readers.FileReport;

/** What a column's values were like. */
final class Tally {
  private long values;
  private long rescued;
  private long position;
  private String example = "";

  /** There is a value. */
  void met() {
    values++;
  }

  /** The value was rescued. */
  void rescued(long place, byte[] bytes, int from, int to) {
    if (rescued++ == 0) {
      position = place;
      example = Excerpt.of(bytes, from, to);
    }
  }

  long values() {
    return values;
  }

  FileReport.ColumnReport report() {
    return new FileReport.ColumnReport(values, new FileReport.Met(rescued, position, example));
  }
}
