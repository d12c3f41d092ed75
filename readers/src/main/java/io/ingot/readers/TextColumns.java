package io.ingot.readers;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which {@link TextColumn} reads which type. */
final class TextColumns {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(\\s*([0-9]+)\\s*,\\s*([0-9]+)\\s*\\)");

  private TextColumns() {}

  static TextColumn of(Column column) {
    List<String> nulls = column.reading().nulls();
    if (ColumnType.isNested(column.type())) {
      return new NestedColumn(ColumnType.of(column.type()), Marks.of(nulls));
    }
    TextColumn unmarked = unmarked(column);
    if (nulls.isEmpty()) {
      return unmarked;
    }
    return column.type().equals("string")
        ? marked(unmarked, Marks.of(nulls))
        : trimmed(marked(unmarked, Marks.of(nulls.stream().map(String::strip).toList())));
  }

  private static TextColumn unmarked(Column column) {
    Reading reading = column.reading();
    return switch (column.type()) {
      case "string" -> reading.formats().isEmpty() ? TextColumns::text : timeOfDay(reading);
      case "boolean" -> BooleanColumn.of(reading.trues(), reading.falses());
      case "date" ->
          reading.epoch() == Reading.Epoch.none
              ? new DateColumn(way(reading))
              : new EpochColumn(reading.epoch(), true);
      case "timestamp" ->
          reading.epoch() == Reading.Epoch.none
              ? new TimestampColumn(way(reading), LocalZone.of(reading.zone()))
              : new EpochColumn(reading.epoch(), false);
      default -> {
        TextColumn number = number(column);
        yield reading.numbers().equals(Reading.Numbers.PLAIN)
            ? number
            : new LocalNumber(number, reading.numbers());
      }
    };
  }

  private static TextColumn number(Column column) {
    Matcher decimal = DECIMAL.matcher(column.type());
    if (decimal.matches()) {
      return new DecimalColumn(
          Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return switch (column.type()) {
      case "int" -> WholeColumn.ofInts();
      case "long" -> WholeColumn.ofLongs();
      case "float" -> FloatingColumn.ofFloats();
      case "double" -> FloatingColumn.ofDoubles();
      default ->
          throw new IllegalArgumentException(
              "Cannot read text as %s: it is not a simple type (column %s)."
                  .formatted(column.type(), column.name()));
    };
  }

  private static TextColumn timeOfDay(Reading reading) {
    return new TimeOfDayColumn(patterns(reading));
  }

  private static TimeText way(Reading reading) {
    return reading.formats().isEmpty()
        ? new IsoTime(new ZoneText(reading.zones()))
        : TimeText.firstOf(patterns(reading));
  }

  private static List<TimePattern> patterns(Reading reading) {
    return reading.formats().stream()
        .map(f -> TimePattern.of(f, reading.century(), new ZoneText(reading.zones())))
        .toList();
  }

  private static boolean text(byte[] utf8, int from, int to, Row row, int ordinal) {
    row.setText(ordinal, utf8, from, to);
    return true;
  }

  private static TextColumn marked(TextColumn column, Marks nulls) {
    return (utf8, from, to, row, ordinal) ->
        nulls.has(utf8, from, to) || column.read(utf8, from, to, row, ordinal);
  }

  private static TextColumn trimmed(TextColumn column) {
    return new TrimmedColumn() {
      @Override
      boolean value(byte[] utf8, int from, int to, Row row, int ordinal) {
        return column.read(utf8, from, to, row, ordinal);
      }
    };
  }
}
