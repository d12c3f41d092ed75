package io.ingot.readers.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another reader and writer of Parquet: both must agree. */
class DuckDbTest {
  private static final int ROWS = 300;

  private static Connection duckDb;

  @TempDir static Path folder;

  @BeforeAll
  static void open() throws SQLException {
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws SQLException {
    duckDb.close();
  }

  @Test
  void everyType_isReadAsDuckDbReadsIt() throws IOException, SQLException {
    int n = 0;
    for (TypeCase type : TypeCase.all()) {
      if (!type.duckDb().isEmpty()) {
        MessageType schema = type.schema(Repetition.OPTIONAL);
        WriterVersion version = n % 2 == 0 ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0;
        byte[] file =
            ParquetFiles.write(schema, b -> b.withWriterVersion(version), type.rows(schema, ROWS));
        Path path = Files.write(folder.resolve("type" + n++ + ".parquet"), file);
        List<Object> theirs =
            texts("SELECT %s FROM read_parquet('%s')".formatted(type.duckDb(), path));

        assertThat(ParquetFiles.read(file, new Column("v", "string", false)).first())
            .as(type.toString())
            .isEqualTo(theirs);
      }
    }
  }

  @Test
  void everyCodecOfDuckDb_isRead() throws IOException, SQLException {
    String rows =
        """
        SELECT i AS id, (i % 7)::UTINYINT AS tiny, (i::DECIMAL(18, 3) / 7)::DECIMAL(18, 3) AS money,
          TIMESTAMP '1992-01-01 00:00:00' + INTERVAL (i) MINUTE AS ts,
          CASE WHEN i % 5 > 0 THEN 'text ' || (i % 100) END AS s, [i, NULL, i + 1] AS l,
          {'a': i, 'b': ['x']} AS st, MAP {'k': i} AS m, md5(i::VARCHAR)::UUID AS u
        FROM range(3000) t(i)""";
    List<Object> expected =
        texts(
            """
            SELECT id || '|' || tiny || '|' || money || '|' || epoch_us(ts) || '|' || coalesce(s, 'null') || '|'
              || '[' || id || ',null,' || (id + 1) || ']|{"a":' || id || ',"b":["x"]}|{"k":' || id || '}|' || u
            FROM (%s)"""
                .formatted(rows));
    for (String version : List.of("V1", "V2")) {
      for (String codec : List.of("uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli")) {
        Path path = folder.resolve(version + codec);
        try (Statement statement = duckDb.createStatement()) {
          statement.execute(
              "COPY (%s) TO '%s' (FORMAT parquet, PARQUET_VERSION %s, CODEC '%s', ROW_GROUP_SIZE 2048)"
                  .formatted(rows, path, version, codec));
        }

        assertThat(joined(Files.readAllBytes(path))).as(path.toString()).isEqualTo(expected);
      }
    }
  }

  private static List<Object> joined(byte[] file) throws IOException {
    List<Object> joined = new ArrayList<>();
    List<List<Object>> rows =
        ParquetFiles.read(
                file,
                new Column("id", "long", true),
                new Column("tiny", "int", false),
                new Column("money", "decimal(18,3)", false),
                new Column("ts", "timestamp", false),
                new Column("s", "string", false),
                new Column("l", "string", false),
                new Column("st", "string", false),
                new Column("m", "string", false),
                new Column("u", "string", false))
            .rows();
    for (List<Object> row : rows) {
      assertThat(row.get(10)).isNull();
      joined.add(String.join("|", row.subList(0, 9).stream().map(String::valueOf).toList()));
    }
    return joined;
  }

  private static List<Object> texts(String sql) throws SQLException {
    List<Object> texts = new ArrayList<>();
    try (Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
