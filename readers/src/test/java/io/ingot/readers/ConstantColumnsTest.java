package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "in/dt=2024-01-02/part-0.csv,2024-01-02",
    "in/DT=2024-01-02/region=EU/part-0.csv,2024-01-02",
    "in/dt=2024-01-01/dt=2024-01-02/part-0.csv,2024-01-02",
    "in/dt=2024%2D01%2d02/part-0.csv,2024-01-02",
    "in/dt=__HIVE_DEFAULT_PARTITION__/part-0.csv,",
    "in/part-0.csv,",
    "in/xdt=2024-01-02/part-0.csv,",
    "in/dt=2024-01-02,",
    "dt=2024-01-01/in/part-0.csv,2024-01-01",
  })
  void path_hasValuesInFoldersAsHiveWritesThem(String key, LocalDate day) throws IOException {
    Column column = new Column("dt", "date", false).from(path(""));

    assertThat(value(column, key)).isEqualTo(day == null ? null : (int) day.toEpochDay());
  }

  @Test
  void path_mayUseAnotherName_orEscapedText() throws IOException {
    Column renamed =
        new Column("day", "string", false).from(new Origin(Origin.Kind.path, List.of("_day"), ""));

    assertThat(value(renamed, "in/_day=2024/a.csv")).isEqualTo("2024");
    assertThat(value(renamed, "in/_day=a%3Ab%2Fc%25%zz%/a.csv")).isEqualTo("a:b/c%%zz%");
    assertThat(value(renamed, "in/_day=Gr%C3%B6n/a.csv")).isEqualTo("Grön");
    assertThat(value(renamed, "in/_day=%F6/a.csv")).isEqualTo("ö");
    assertThat(value(renamed, "in/_day=/a.csv")).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({
    "(?<region>[A-Z]+)/,in/EU/a.csv,EU",
    "orders/(?<region>[A-Z]+)/,in/orders/US/a.csv,US",
    "in/(?<region>[A-Z]+)/,in/EU/a.csv,EU",
    "^([A-Z]+)/,in/EU/a.csv,EU",
    "[A-Z]+,in/x/EU/a.csv,EU",
    "(?<other>[a-z]+)/(?<region>[A-Z]+),in/x/EU/a.csv,EU",
    "^([A-Z]+)/,in/eu/a.csv,",
  })
  void path_mayBeFoundByAPattern(String pattern, String key, String value) throws IOException {
    Column column = new Column("region", "string", false).from(path(pattern));

    assertThat(value(column, key)).isEqualTo(value);
  }

  @Test
  void fileName_isTheLastPart_orWhatAPatternFindsInIt() throws IOException {
    Origin name = new Origin(Origin.Kind.file_name, List.of(), "");
    Origin day = new Origin(Origin.Kind.file_name, List.of(), "_([0-9]{8})\\.");

    assertThat(value(new Column("file", "string", false).from(name), "in/20230101/a_1.csv"))
        .isEqualTo("a_1.csv");
    assertThat(
            value(
                new Column("day", "date", false).written("yyyyMMdd").from(day),
                "in/x_20230101.csv/sales_20240229.csv"))
        .isEqualTo((int) LocalDate.of(2024, 2, 29).toEpochDay());
  }

  @Test
  void modified_isTheTimeOfTheUpload() throws IOException {
    Origin modified = new Origin(Origin.Kind.modified, List.of(), "");

    assertThat(value(new Column("at", "timestamp", false).from(modified), "in/a"))
        .isEqualTo(1_714_979_289_123_456L);
    assertThat(value(new Column("at", "string", false).from(modified), "in/a"))
        .isEqualTo("2024-05-06T07:08:09.123456Z");
    assertThat(value(new Column("at", "date", false).from(modified), "in/a"))
        .isEqualTo((int) LocalDate.of(2024, 5, 6).toEpochDay());
    assertThat(
            value(
                new Column("at", "date", false)
                    .from(modified)
                    .read(Readings.zone("Pacific/Honolulu")),
                "in/a"))
        .isEqualTo((int) LocalDate.of(2024, 5, 5).toEpochDay());
  }

  @Test
  void valuesOfAllTypes_areTheSameInEveryRow() throws IOException {
    List<Column> columns = new ArrayList<>(List.of(new Column("id", "int", false)));
    for (String type :
        List.of("boolean", "int", "long", "float", "double", "decimal(5,2)", "decimal(38,2)")) {
      columns.add(
          new Column("c" + columns.size(), type, false)
              .from(new Origin(Origin.Kind.path, List.of("v"), "")));
    }
    ReadSpec spec = spec(columns.toArray(Column[]::new));
    Values row = new Values(columns.size() + 4);
    List<String> rows = new ArrayList<>();
    FileBytes file = new MemoryFile("in/v=1/a.csv", "id\n7\nx,y\n8\n".getBytes(UTF_8));
    try (RecordReader reader = RecordReaders.open(spec, file, 0, file.length())) {
      while (reader.next(row)) {
        rows.add(row.all().subList(0, columns.size()).toString());
      }
    }

    assertThat(rows)
        .containsExactly(
            "[7, true, 1, 1, 1.0, 1.0, 1.00, 1.00]",
            "[null, true, 1, 1, 1.0, 1.0, 1.00, 1.00]",
            "[8, true, 1, 1, 1.0, 1.0, 1.00, 1.00]");
  }

  @Test
  void valueThatIsNotOfItsType_refusesTheFile() {
    Column column = new Column("dt", "date", false).from(path(""));

    assertThatThrownBy(() -> value(column, "in/dt=2024-13-01/a.csv"))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(
            "its key has 2024-13-01 for column dt, which is not a date (in/dt=2024-13-01/a.csv)");
  }

  @Test
  void requiredColumn_thatTheKeyDoesNotHave_refusesTheFile() {
    Column column = new Column("dt", "date", true).from(path(""));

    assertThatThrownBy(() -> value(column, "in/a.csv"))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("its key has no value for the required column dt (in/a.csv)");
  }

  private static Origin path(String pattern) {
    return new Origin(Origin.Kind.path, List.of(), pattern);
  }

  private static ReadSpec spec(Column... columns) {
    return new ReadSpec(
        Format.of(CsvDialect.DEFAULT),
        List.of(columns),
        UnknownColumns.rescue,
        "in/",
        ReadSpec.MAX_FIELD);
  }

  private static Object value(Column column, String key) throws IOException {
    Values row = new Values(5);
    ConstantColumns.of(spec(column), new MemoryFile(key, new byte[0])).write(row);
    return row.get(0);
  }
}
