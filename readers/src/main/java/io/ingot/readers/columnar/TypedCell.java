package io.ingot.readers.columnar;

import io.ingot.readers.Column;
import io.ingot.readers.Reading;
import io.ingot.readers.TextColumn;
import io.ingot.readers.Utf8;
import io.ingot.readers.ValueTally;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A declared column. A value that its type does not have at once is read from its text, and rescued
 * if the type does not hold that exactly.
 */
class TypedCell extends AsText {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(\\s*([0-9]+)\\s*,\\s*([0-9]+)\\s*\\)");

  final Records records;
  final int ordinal;
  final ValueTally tally;

  /** Reads texts of the file, as the column declares them. */
  private final TextColumn texts;

  /** Reads texts of typed values: no mark, pattern or decimal comma stands in them. */
  private final TextColumn values;

  private final byte[] name;
  private final boolean isNested;

  /**
   * Makes the cell.
   *
   * @param name the column's name in the file
   */
  TypedCell(Records records, Column column, int ordinal, String name) {
    this.records = records;
    this.ordinal = ordinal;
    this.tally = records.declared(column.name());
    this.texts = TextColumn.of(column);
    Reading declared = column.reading();
    this.values =
        TextColumn.of(
            column.read(
                new Reading(
                    List.of(),
                    declared.zone(),
                    0,
                    Reading.Epoch.none,
                    declared.nulls(),
                    Reading.Numbers.PLAIN,
                    List.of(),
                    List.of())));
    this.name = name.getBytes(StandardCharsets.UTF_8);
    this.isNested = column.isNested();
  }

  /** The cell of a declared column. */
  static TypedCell of(Records records, Column column, int ordinal, String name) {
    boolean isString = column.type().equals("string");
    if (!column.reading().nulls().isEmpty() && !isString) {
      // A mark of NULL is a text, so every value is read from its text.
      return new TypedCell(records, column, ordinal, name);
    }
    Matcher decimal = DECIMAL.matcher(column.type());
    if (decimal.matches()) {
      int precision = Integer.parseInt(decimal.group(1));
      int scale = Integer.parseInt(decimal.group(2));
      return new DecimalCell(records, column, ordinal, name, precision, scale);
    }
    return switch (column.type()) {
      case "string" -> new StringCell(records, column, ordinal, name);
      case "boolean" -> new BooleanCell(records, column, ordinal, name);
      case "int", "long" -> new WholeCell(records, column, ordinal, name);
      case "float", "double" -> new FloatingCell(records, column, ordinal, name);
      case "date" -> new DateCell(records, column, ordinal, name);
      case "timestamp" -> new TimestampCell(records, column, ordinal, name);
      default -> new TypedCell(records, column, ordinal, name);
    };
  }

  @Override
  public final void takeNull() {
    // Every ordinal is NULL until it is set.
  }

  @Override
  public final void takeText(byte[] utf8, int from, int to) {
    if (!readText(utf8, from, to)) {
      records.rescue(name, utf8, from, to);
    }
  }

  @Override
  public void takeBytes(byte[] bytes, int from, int to) {
    if (!Utf8.isValid(bytes, from, to) || !texts.read(bytes, from, to, records.row(), ordinal)) {
      super.takeBytes(bytes, from, to);
      return;
    }
    tally.met();
    if (isNested && texts.hasRest()) {
      records.rescue(name, bytes, from, to);
    }
  }

  @Override
  void written(boolean bare) {
    takeValue(text.bytes, text.length);
  }

  @Override
  public final Json open() {
    records.json().clear();
    return records.json();
  }

  @Override
  public final void close() {
    takeValue(records.json().bytes(), records.json().length());
  }

  private void takeValue(byte[] utf8, int length) {
    if (!readValue(utf8, length)) {
      records.rescue(name, utf8, 0, length);
    }
  }

  /** Reads the text of a number as the column declares its texts: marks, epochs, patterns. */
  final void takeDeclared(long value) {
    text.clear();
    text.number(value);
    takeText(text.bytes, 0, text.length);
  }

  /** Reads a text of the file; if that is not possible, it must be rescued. */
  final boolean readText(byte[] utf8, int from, int to) {
    records.checkSize(to - from);
    tally.met();
    boolean isUtf8 = Utf8.isValid(utf8, from, to);
    boolean isRead = isUtf8 && texts.read(utf8, from, to, records.row(), ordinal);
    if (!isRead) {
      tally.rescued(utf8, from, to, isUtf8, records.position());
    }
    return isRead && !(isNested && texts.hasRest());
  }

  /** Reads the text of a typed value; if that is not possible, it must be rescued. */
  final boolean readValue(byte[] utf8, int length) {
    records.checkSize(length);
    tally.met();
    boolean isWritten = !isNested || records.json().isExact();
    boolean isRead = isWritten && values.read(utf8, 0, length, records.row(), ordinal);
    if (!isRead) {
      tally.rescued(utf8, 0, length, true, records.position());
    }
    return isRead && !(isNested && values.hasRest());
  }

  /** Rescues the value at hand, whose text is in {@link #text}. */
  final void rescue() {
    tally.met();
    tally.rescued(text.bytes, 0, text.length, true, records.position());
    records.rescue(name, text.bytes, 0, text.length);
  }
}
