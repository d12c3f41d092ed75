package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** One field of a text's records: the column that takes its text, and what its texts were like. */
final class CsvField {
  private final byte[] name;
  private final TextColumn column;
  private final int ordinal;
  private final boolean isText;
  private final Marks nulls;
  private final ValueTally tally = new ValueTally();

  private CsvField(String name, TextColumn column, int ordinal, boolean isText, Marks nulls) {
    this.name = name.getBytes(UTF_8);
    this.column = column;
    this.ordinal = ordinal;
    this.isText = isText;
    this.nulls = nulls;
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
        nulls.isEmpty() ? null : Marks.of(nulls));
  }

  /** A field that nobody declared: its texts are rescued. */
  static CsvField undeclared(String name) {
    return new CsvField(name, (utf8, from, to, row, ordinal) -> false, -1, true, null);
  }

  /**
   * Takes a text that is not NULL.
   *
   * @param isUtf8 whether it is valid UTF-8
   * @return whether the column's row has it; if not, it must be rescued
   */
  boolean take(byte[] bytes, int from, int to, boolean isUtf8, Row row, long position) {
    if (isNull(bytes, from, to)) {
      return true;
    }
    tally.met();
    if (isUtf8 && column.read(bytes, from, to, row, ordinal)) {
      return true;
    }
    tally.rescued(bytes, from, to, isUtf8, position);
    return false;
  }

  private boolean isNull(byte[] bytes, int from, int to) {
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

  byte[] name() {
    return name;
  }

  ValueTally tally() {
    return tally;
  }
}
