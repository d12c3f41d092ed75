package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** One field of a text's records: the column that takes its text, and what its texts were like. */
final class CsvField {
  private static final int[] ALONE = {};

  private final byte[] name;
  private final TextColumn column;
  private final int ordinal;
  private final boolean isText;
  private final boolean isNested;
  private final Marks nulls;
  private final int[] better;
  private final ValueTally tally = new ValueTally();
  private CsvField also;

  /** Counted because they are rare: records that have no value here. */
  private long nullRecords;

  private CsvField(
      String name,
      TextColumn column,
      int ordinal,
      boolean isText,
      boolean isNested,
      Marks nulls,
      int[] better) {
    this.name = name.getBytes(UTF_8);
    this.column = column;
    this.ordinal = ordinal;
    this.isText = isText;
    this.isNested = isNested;
    this.nulls = nulls;
    this.better = better;
  }

  /**
   * A field that a column takes.
   *
   * @param name its name in the file
   */
  static CsvField of(String name, Column column, int ordinal) {
    List<String> nulls = column.reading().nulls();
    return new CsvField(
        name,
        TextColumn.of(column),
        ordinal,
        column.type().equals("string") && column.reading().formats().isEmpty(),
        column.isNested(),
        nulls.isEmpty() ? null : Marks.of(nulls),
        ALONE);
  }

  /** The same column under another of its names, for records without a value in better places. */
  CsvField behind(String other, List<Integer> places) {
    int[] first = places.stream().mapToInt(Integer::intValue).toArray();
    return new CsvField(other, column, ordinal, isText, isNested, nulls, first);
  }

  /** A field that nobody declared: its texts are rescued. */
  static CsvField undeclared(String name) {
    return new CsvField(
        name, (utf8, from, to, row, ordinal) -> false, -1, true, false, null, ALONE);
  }

  /**
   * Takes a text that is not NULL.
   *
   * @param isUtf8 whether it is valid UTF-8
   * @return whether the column's row has it; if not, it must be rescued
   */
  boolean take(byte[] bytes, int from, int to, boolean isUtf8, Row row, long position) {
    if (isNull(bytes, from, to)) {
      nullRecords++;
      return true;
    }
    if (isUtf8 && column.read(bytes, from, to, row, ordinal)) {
      return !(isNested && column.hasRest());
    }
    tally.rescued(bytes, from, to, isUtf8, position);
    return false;
  }

  /** The places of fields whose values count before this one's. */
  int[] better() {
    return better;
  }

  /** Whether a text that is not NULL by the dialect is so for the column. */
  boolean isNull(byte[] bytes, int from, int to) {
    if (!isText && (from == to || bytes[from] == ' ')) {
      int i = from;
      while (i < to && bytes[i] == ' ') {
        i++;
      }
      if (i == to) {
        return true;
      }
    }
    return nulls != null && nulls.has(bytes, from, to);
  }

  /** Says that a record's value here is left to a better place. */
  void addUnused() {
    nullRecords++;
  }

  /** Says that records do not have the field, or have NULL there. */
  void addNulls(long records) {
    for (CsvField field = this; field != null; field = field.also) {
      field.nullRecords += records;
    }
  }

  /** Another column that takes the same text; null if there is none. */
  CsvField also() {
    return also;
  }

  /** Gives the text to another column too. */
  void also(CsvField other) {
    other.also = also;
    also = other;
  }

  byte[] name() {
    return name;
  }

  /** How many of a number of records have a value here. */
  long values(long records) {
    return records - nullRecords;
  }

  FileReport.ColumnReport report(long records) {
    return tally.report(values(records));
  }
}
