package io.ingot.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns whose value is the same in every record of a file: from the folders of its key, its name,
 * or the time of its upload. A column that the key does not have is NULL.
 */
final class ConstantColumns {
  /** How Hive writes NULL into a folder's name. */
  private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

  private final List<Consumer<Row>> values;

  private ConstantColumns(List<Consumer<Row>> values) {
    this.values = values;
  }

  /**
   * The columns of a file.
   *
   * @throws UnreadableFileException if a column's type does not hold what the key has, or the key
   *     does not have a required column
   */
  static ConstantColumns of(ReadSpec spec, FileBytes file) throws UnreadableFileException {
    List<Consumer<Row>> values = new ArrayList<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      Column column = spec.columns().get(i);
      if (!column.isInRecords()) {
        Optional<String> text = text(column, spec.landing(), file);
        if (text.isPresent()) {
          values.add(value(column, i, text.orElseThrow(), file));
        } else if (column.required()) {
          throw new UnreadableFileException(
              "its key has no value for the required column %s (%s)"
                  .formatted(column.name(), file.key()));
        }
      }
    }
    return new ConstantColumns(values);
  }

  /** Sets the columns of a row. */
  void write(Row row) {
    for (Consumer<Row> value : values) {
      value.accept(row);
    }
  }

  private static Consumer<Row> value(Column column, int ordinal, String text, FileBytes file)
      throws UnreadableFileException {
    byte[] utf8 = text.getBytes(UTF_8);
    Once once = new Once();
    if (!TextColumn.of(column).read(utf8, 0, utf8.length, once, ordinal)) {
      throw new UnreadableFileException(
          "its key has %s for column %s, which is not a %s (%s)"
              .formatted(text, column.name(), column.type(), file.key()));
    }
    return once.value;
  }

  private static Optional<String> text(Column column, String landing, FileBytes file) {
    String key = file.key();
    String below = key.startsWith(landing) ? key.substring(landing.length()) : key;
    String name = key.substring(key.lastIndexOf('/') + 1);
    String pattern = column.from().pattern();
    return switch (column.from().kind()) {
      case path ->
          pattern.isEmpty()
              ? folder(column, below)
              : found(column, pattern, below).or(() -> found(column, pattern, key));
      case file_name -> pattern.isEmpty() ? Optional.of(name) : found(column, pattern, name);
      case modified -> Optional.of(time(column, file.modified()));
      case record, added -> throw new IllegalArgumentException(column.name());
    };
  }

  /** The value of the last folder {@code name=value}, as Hive and Spark write them. */
  private static Optional<String> folder(Column column, String key) {
    Optional<String> value = Optional.empty();
    String[] parts = key.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      int equals = parts[i].indexOf('=');
      String name = equals < 0 ? "" : unescaped(parts[i].substring(0, equals));
      if (column.names().stream().anyMatch(name::equalsIgnoreCase)) {
        value = Optional.of(unescaped(parts[i].substring(equals + 1)));
      }
    }
    return value.filter(v -> !v.equals(HIVE_NULL));
  }

  /** Undoes what Hive and Spark do to characters that file systems dislike: {@code %3A}. */
  private static String unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] raw = text.getBytes(UTF_8);
    for (int i = 0; i < raw.length; i++) {
      boolean isEscape = raw[i] == '%' && i + 2 < raw.length;
      int high = isEscape ? Character.digit(raw[i + 1], 16) : -1;
      int low = isEscape ? Character.digit(raw[i + 2], 16) : -1;
      bytes.write(high < 0 || low < 0 ? raw[i] : high << 4 | low);
      i += high < 0 || low < 0 ? 0 : 2;
    }
    byte[] all = bytes.toByteArray();
    return new String(all, Utf8.isValid(all, 0, all.length) ? UTF_8 : ISO_8859_1);
  }

  private static Optional<String> found(Column column, String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(matcher.group(column.name()));
    } catch (IllegalArgumentException noSuchGroup) {
      return Optional.ofNullable(matcher.group(matcher.groupCount() > 0 ? 1 : 0));
    }
  }

  private static String time(Column column, Instant modified) {
    return column.type().equals("date")
        ? modified.atZone(ZoneId.of(column.reading().zone())).toLocalDate().toString()
        : modified.toString();
  }

  /** Keeps the one value that is set, to set it again in every row. */
  private static final class Once implements Row {
    private Consumer<Row> value = row -> {};

    @Override
    public void clear() {
      value = row -> {};
    }

    @Override
    public void setBoolean(int ordinal, boolean is) {
      value = row -> row.setBoolean(ordinal, is);
    }

    @Override
    public void setInt(int ordinal, int number) {
      value = row -> row.setInt(ordinal, number);
    }

    @Override
    public void setLong(int ordinal, long number) {
      value = row -> row.setLong(ordinal, number);
    }

    @Override
    public void setFloat(int ordinal, float number) {
      value = row -> row.setFloat(ordinal, number);
    }

    @Override
    public void setDouble(int ordinal, double number) {
      value = row -> row.setDouble(ordinal, number);
    }

    @Override
    public void setDecimal(int ordinal, long unscaled, int precision, int scale) {
      value = row -> row.setDecimal(ordinal, unscaled, precision, scale);
    }

    @Override
    public void setDecimal(int ordinal, BigDecimal number, int precision, int scale) {
      value = row -> row.setDecimal(ordinal, number, precision, scale);
    }

    @Override
    public void setText(int ordinal, byte[] utf8, int from, int to) {
      byte[] copy = java.util.Arrays.copyOfRange(utf8, from, to);
      value = row -> row.setText(ordinal, copy, 0, copy.length);
    }

    @Override
    public void setNested(int ordinal, Object nested) {
      value = row -> row.setNested(ordinal, nested);
    }
  }
}
