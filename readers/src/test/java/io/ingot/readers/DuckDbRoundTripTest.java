package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Rows that DuckDB copies to files, with options of its COPY, are read back equal. */
class DuckDbRoundTripTest {
  private static final int ROWS = 8;
  private static final int MANY_ROWS = 5_000;

  /** In place of delimiters of several bytes, of which DuckDB writes the first. */
  private static final Map<String, String> DELIMITERS = Map.of("||", "|", "~|~", "~", "§", ",");

  private static Connection duckDb;
  private static Path file;

  @BeforeContainer
  static void open() throws SQLException, IOException {
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    file = Files.createTempFile("duckdb", ".out");
  }

  @AfterContainer
  static void close() throws SQLException, IOException {
    duckDb.close();
    Files.delete(file);
  }

  @Property(tries = 100, seed = "20261129")
  void csv_isReadBack(@ForAll long seed) throws SQLException, IOException {
    Random random = new Random(seed);
    CsvWay way = way(CsvWay.any(random, false));
    CsvDialect dialect = way.dialect();
    List<List<Object>> rows =
        table(random, random.nextInt(ROWS), () -> way.text(random).replace("\0", ""));
    List<String> options = new ArrayList<>();
    options.add("FORMAT csv");
    options.add("DELIMITER " + text(dialect.delimiter()));
    options.add("HEADER " + dialect.header());
    options.add("QUOTE " + text(dialect.quote()));
    options.add("ESCAPE " + text(dialect.escape()));
    options.add("NULLSTR " + text(way.nullMark()));
    options.add("COMPRESSION " + way.packing());
    if (way.isQuoted()) {
      options.add("FORCE_QUOTE *");
    }
    if (!way.dayForm().isEmpty()) {
      options.add("DATEFORMAT '%d.%m.%Y'");
    }
    if (!way.timeForm().isEmpty()) {
      options.add("TIMESTAMPFORMAT '%d.%m.%Y %H:%M:%S.%f'");
    }
    byte[] bytes = copied(options);

    assertThat(TypedRows.read(way.spec(), bytes))
        .as("%s: %s", options, way.packing() == Codec.none ? new String(bytes, UTF_8) : "")
        .isEqualTo(rows);
  }

  /** The way of which DuckDB knows the options. */
  private static CsvWay way(CsvWay any) {
    CsvDialect dialect =
        CsvDialect.with()
            .delimiter(
                DELIMITERS.getOrDefault(any.dialect().delimiter(), any.dialect().delimiter()))
            .quote(any.dialect().quote())
            .escape(any.dialect().escape())
            .header(any.dialect().header())
            .multiline(any.dialect().multiline())
            .nulls(any.dialect().escape().equals("\\") ? "NULL" : any.nullMark())
            .done();
    return new CsvWay(
        dialect,
        "\n",
        any.isQuoted(),
        Reading.Numbers.PLAIN,
        any.dayForm().isEmpty() ? "" : "dd.MM.yyyy",
        any.timeForm().isEmpty() ? "" : "dd.MM.yyyy HH:mm:ss.SSSSSS",
        "UTC",
        List.of("true", "false"),
        any.packing() == Codec.gzip || any.packing() == Codec.zstd ? any.packing() : Codec.none);
  }

  @Property(tries = 60, seed = "20261129")
  void json_isReadBack(@ForAll long seed) throws SQLException, IOException {
    Random random = new Random(seed);
    JsonRecords texts = new JsonRecords(random, true);
    List<List<Object>> rows =
        table(random, random.nextInt(ROWS), () -> texts.text().replace("\0", ""));
    boolean isArray = random.nextBoolean();
    List<String> options =
        List.of(
            "FORMAT json",
            "ARRAY " + isArray,
            "COMPRESSION " + List.of("none", "gzip", "zstd").get(random.nextInt(3)));
    JsonDialect.Layout layout = isArray ? JsonDialect.Layout.any : JsonDialect.Layout.lines;

    assertThat(
            TypedRows.read(
                TypedRows.spec(Format.of(new JsonDialect(layout, "", false))), copied(options)))
        .as("%s", options)
        .isEqualTo(rows);
  }

  @Property(tries = 12, seed = "20261129")
  void parquet_isReadBack(@ForAll long seed) throws SQLException, IOException {
    Random random = new Random(seed);
    JsonRecords texts = new JsonRecords(random, true);
    List<List<Object>> rows =
        table(random, random.nextInt(MANY_ROWS), () -> texts.text().replace("\0", ""));
    List<String> codecs = List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli");
    List<String> options =
        List.of(
            "FORMAT parquet",
            "CODEC " + codecs.get(random.nextInt(codecs.size())),
            "PARQUET_VERSION V" + (1 + random.nextInt(2)),
            "ROW_GROUP_SIZE " + (2_048 << random.nextInt(3)),
            "DICTIONARY_SIZE_LIMIT " + (random.nextBoolean() ? 1 : 10_000));

    assertThat(TypedRows.read(TypedRows.spec(Format.of(Format.Type.parquet)), copied(options)))
        .as("%s", options)
        .isEqualTo(rows);
  }

  /** Fills table {@code t} with some rows. */
  private static List<List<Object>> table(Random random, int count, Supplier<String> notes)
      throws SQLException {
    List<List<Object>> rows = TypedRows.some(random, count, notes);
    try (Statement statement = duckDb.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TABLE t (id INTEGER, note VARCHAR, amount DECIMAL(12, 3), day DATE, \"at\" TIMESTAMP, flag BOOLEAN, ratio DOUBLE, total BIGINT)");
    }
    try (DuckDBAppender appender =
        duckDb
            .unwrap(DuckDBConnection.class)
            .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "t")) {
      for (List<Object> row : rows) {
        appender.beginRow();
        for (int i = 0; i < row.size(); i++) {
          append(appender, i, row.get(i));
        }
        appender.endRow();
      }
    }
    return rows;
  }

  private static void append(DuckDBAppender appender, int column, Object value)
      throws SQLException {
    if (value == null) {
      appender.appendNull();
      return;
    }
    switch (column) {
      case TypedRows.NOTE -> appender.append((String) value);
      case TypedRows.AMOUNT -> appender.append((BigDecimal) value);
      case TypedRows.DAY -> appender.append(TypedRows.date(value));
      case TypedRows.AT -> appender.append(TypedRows.time(value));
      case TypedRows.FLAG -> appender.append((boolean) value);
      case TypedRows.RATIO -> appender.append((double) value);
      case TypedRows.TOTAL -> appender.append((long) value);
      default -> appender.append((int) value);
    }
  }

  private static byte[] copied(List<String> options) throws SQLException, IOException {
    try (Statement statement = duckDb.createStatement()) {
      statement.execute("COPY t TO '%s' (%s)".formatted(file, String.join(", ", options)));
    }
    return Files.readAllBytes(file);
  }

  private static String text(String literal) {
    return "'" + literal.replace("'", "''") + "'";
  }
}
