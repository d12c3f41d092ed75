package io.ingot.readers;

import java.util.List;

/**
 * One column of JSON records: how its values are read, and what they were like.
 *
 * <p>A number is taken as it is written, by JSON's rules and not by those for numbers in text: a
 * decimal comma that is declared is one of strings. So are marks that mean true and false. NULL
 * marks hold for strings and for numbers.
 */
final class JsonColumn {
  private final int ordinal;
  private final boolean isString;
  private final boolean isBoolean;
  private final boolean isNested;
  private final TextColumn text;
  private final TextColumn number;
  private final Marks nulls;
  private final ValueTally tally = new ValueTally();

  JsonColumn(Column column, int ordinal) {
    this.ordinal = ordinal;
    this.isString = column.type().equals("string");
    this.isBoolean = column.type().equals("boolean");
    this.isNested = column.isNested();
    this.text = TextColumn.of(column);
    this.number = TextColumn.of(column.read(column.reading().in(Reading.Numbers.PLAIN)));
    List<String> marks = column.reading().nulls();
    this.nulls = marks.isEmpty() ? null : Marks.of(marks);
  }

  /**
   * Takes a value.
   *
   * @param isUtf8 whether UTF-8 knows its text
   * @param position the record's place in the file
   * @return whether the row has it; if not, it must be rescued
   */
  boolean take(
      JsonKind kind, byte[] bytes, int from, int to, boolean isUtf8, Row row, long position) {
    if (isNull(kind, bytes, from, to)) {
      return true;
    }
    tally.met();
    if (isUtf8 && read(kind, bytes, from, to, row)) {
      return !(isNested && text.hasRest());
    }
    tally.rescued(bytes, from, to, true, position);
    return false;
  }

  private boolean isNull(JsonKind kind, byte[] utf8, int from, int to) {
    return (kind == JsonKind.text || kind == JsonKind.escaped || kind == JsonKind.number)
        && ((!isString && TrimmedColumn.isBlank(utf8, from, to))
            || (nulls != null && nulls.has(utf8, from, to)));
  }

  private boolean read(JsonKind kind, byte[] utf8, int from, int to, Row row) {
    return switch (kind) {
      case text, escaped -> text.read(utf8, from, to, row, ordinal);
      case number -> number.read(utf8, from, to, row, ordinal);
      case nested -> (isString || isNested) && text.read(utf8, from, to, row, ordinal);
      case bool -> bool(utf8, from, to, row);
    };
  }

  private boolean bool(byte[] utf8, int from, int to, Row row) {
    if (isBoolean) {
      row.setBoolean(ordinal, utf8[from] == 't');
    }
    return isBoolean || text.read(utf8, from, to, row, ordinal);
  }

  ValueTally tally() {
    return tally;
  }
}
