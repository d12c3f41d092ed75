package io.ingot.bench.read;

import io.ingot.tpcds.TableRows;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * TPC-DS table {@code web_sales} as files: text as its own generator writes it, JSON lines of the
 * same rows, and the text with three columns as people write them. The first two also gzipped.
 */
final class WebSales {
  /** Columns that {@link #options} writes in another way. */
  private static final String DATE = "ws_sold_date_sk";

  private static final String TIME = "ws_sold_time_sk";
  private static final String FLAG = "ws_promo_sk";
  private static final String MONEY = "ws_net_profit";

  /** The day that the generator's number 2,415,022 means. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 2);

  private static final long FIRST_DAY_NUMBER = 2_415_022;
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("dd.MM.yy HH:mm:ss", Locale.ROOT);

  private static final List<Column> COLUMNS = List.of(Table.WEB_SALES.getColumns());

  private final Path folder;
  private long rows;

  private WebSales(Path folder) {
    this.folder = folder;
  }

  /** Writes the files of a scale; 1 is 719,384 rows. */
  static WebSales write(Path folder, double scale) throws IOException {
    WebSales files = new WebSales(folder);
    Files.createDirectories(files.options().getParent());
    TableRows sales = new TableRows(Table.WEB_SALES, scale);
    try (Writer text = Files.newBufferedWriter(files.text());
        Writer json = Files.newBufferedWriter(files.json());
        Writer options = Files.newBufferedWriter(files.options())) {
      sales.each(
          1,
          sales.units(),
          values -> {
            text.write(TableRows.line(values));
            json.write(json(values));
            options.write(options(values));
            files.rows++;
          });
    }
    zip(files.text(), files.textZipped());
    zip(files.json(), files.jsonZipped());
    return files;
  }

  private static void zip(Path file, Path zipped) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped), 1 << 16)) {
      Files.copy(file, out);
    }
  }

  long rows() {
    return rows;
  }

  Path text() {
    return folder.resolve("web_sales.csv");
  }

  Path textZipped() {
    return folder.resolve("web_sales.csv.gz");
  }

  Path json() {
    return folder.resolve("web_sales.json");
  }

  Path jsonZipped() {
    return folder.resolve("web_sales.json.gz");
  }

  Path options() {
    return folder.resolve("dt=2024-01-02/web_sales-2024.csv");
  }

  /** The definition of the text's source. */
  static String textDefinition() {
    return definition("{type: csv, delimiter: \"|\", header: false, trailing_delimiter: true}");
  }

  /** The definition of the JSON's source. */
  static String jsonDefinition() {
    return definition("{type: json}");
  }

  private static String definition(String format) {
    return "source: web_sales\nformat: "
        + format
        + COLUMNS.stream()
            .map(c -> "\n  - {name: %s, type: \"%s\"}".formatted(c.getName(), type(c)))
            .collect(Collectors.joining("", "\ncolumns:", "\n"));
  }

  /**
   * The definition that has every option of text which leaves a file splittable: those of the
   * format, and those of a column for a number, a time, a flag, and what the key says.
   */
  static String optionsDefinition() {
    return """
    source: web_sales
    format:
      type: csv
      delimiter: "|"
      header: false
      trailing_delimiter: true
      comment: "#"
      null_values: ["", "\\\\N", n/a]
      empty_value: none
      short_rows: null
      long_rows: rescue
    columns:
    """
        + COLUMNS.stream()
            .map(c -> "  - {name: %s, %s}%n".formatted(c.getName(), optionsOf(c)))
            .collect(Collectors.joining())
        + """
          - {name: dt, type: date, from: path}
          - {name: year, type: int, from: {file_name: "-(\\\\d{4})\\\\.csv"}}
          - {name: uploaded, type: timestamp, from: modified}
        """;
  }

  private static String optionsOf(Column column) {
    return switch (column.getName()) {
      case DATE ->
          "type: timestamp, format: [\"yyyy-MM-dd HH:mm:ss\", \"dd.MM.yy HH:mm:ss\"],"
              + " zone: Europe/Berlin, century: 1970, null_values: [\"-\"]";
      case FLAG ->
          "type: boolean, true_values: [J, Ja], false_values: [N, Nein], null_values: [\"-\"]";
      case MONEY ->
          "type: \"decimal(7,2)\", decimal: \",\", group: \".\", percent: true, currency: true,"
              + " parentheses: true, null_values: [\"-\"]";
      default -> "type: \"" + type(column) + "\"";
    };
  }

  private static String type(Column column) {
    ColumnType type = column.getType();
    return switch (type.getBase()) {
      case IDENTIFIER -> "long";
      case INTEGER -> "int";
      case DECIMAL ->
          "decimal(%d,%d)"
              .formatted(type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
      case CHAR, VARCHAR -> "string";
      case DATE -> "date";
      case TIME -> throw new IllegalStateException("a time of day in " + column.getName());
    };
  }

  private static String written(String value) {
    return value == null ? "" : value;
  }

  /** As programs write JSON: a NULL is not written. */
  private static String json(List<String> values) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < values.size(); i++) {
      if (!written(values.get(i)).isEmpty()) {
        json.append(json.length() > 1 ? "," : "");
        json.append('"').append(COLUMNS.get(i).getName()).append("\":").append(values.get(i));
      }
    }
    return json.append("}\n").toString();
  }

  private static String options(List<String> values) {
    String time = written(values.get(TableRows.column(Table.WEB_SALES, TIME)));
    return TableRows.line(
        Stream.iterate(0, i -> i < values.size(), i -> i + 1)
            .map(i -> optionsText(COLUMNS.get(i).getName(), written(values.get(i)), time))
            .toList());
  }

  private static String optionsText(String column, String value, String time) {
    if (value.isEmpty()) {
      return column.equals(MONEY) ? "-" : value;
    }
    return switch (column) {
      case DATE ->
          LOCAL.format(
              FIRST_DAY
                  .plusDays(Long.parseLong(value) - FIRST_DAY_NUMBER)
                  .atTime(LocalTime.ofSecondOfDay(time.isEmpty() ? 0 : Long.parseLong(time))));
      case FLAG -> Long.parseLong(value) % 2 == 0 ? "Ja" : "Nein";
      case MONEY -> money(value);
      default -> value;
    };
  }

  private static String money(String value) {
    String digits = value.replace("-", "").replace('.', ',');
    int point = digits.indexOf(',');
    String grouped =
        point > 3 ? digits.substring(0, point - 3) + "." + digits.substring(point - 3) : digits;
    return value.startsWith("-") ? "(" + grouped + " €)" : grouped + " €";
  }
}
