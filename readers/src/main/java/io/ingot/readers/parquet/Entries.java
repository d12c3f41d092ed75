package io.ingot.readers.parquet;

import java.io.IOException;
import java.util.stream.Stream;

/** The columns of a group, which go forward together. */
final class Entries {
  private final ColumnReader[] columns;

  Entries(ColumnReader[] columns) {
    this.columns = columns;
  }

  /** Those of some columns that are in lists: of them a record can have several entries. */
  static Entries ofLists(ColumnReader[] columns) {
    return new Entries(
        Stream.of(columns).filter(ColumnReader::isInList).toArray(ColumnReader[]::new));
  }

  /** Definition level of the entries at hand. */
  int definition() throws IOException {
    return columns[0].definition();
  }

  /** Goes behind entries that have no value. */
  void skip() throws IOException {
    for (ColumnReader column : columns) {
      column.skip();
    }
  }

  /** Whether the next entries belong to the same list. */
  boolean goOn(int level) throws IOException {
    boolean more = isRepeated(columns[0], level);
    for (int i = 1; i < columns.length; i++) {
      if (isRepeated(columns[i], level) != more) {
        throw columns[i].disagreeing();
      }
    }
    return more;
  }

  private static boolean isRepeated(ColumnReader column, int level) throws IOException {
    return column.has() && column.repetition() == level;
  }

  /** Checks that a record begins here. */
  void checkBegin() throws IOException {
    for (ColumnReader column : columns) {
      if (column.repetition() != 0) {
        throw column.disagreeing();
      }
    }
  }

  /** Checks that nothing comes behind the last record. */
  void checkEnd() throws IOException {
    for (ColumnReader column : columns) {
      if (column.has()) {
        throw column.disagreeing();
      }
    }
  }
}
