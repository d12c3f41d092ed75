package io.ingot.readers.columnar;

import static io.ingot.readers.columnar.CellTest.Case.held;
import static io.ingot.readers.columnar.CellTest.Case.rescued;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.Column;
import io.ingot.readers.FileReport;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.Reading;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellTest {
  private static final long SECOND = 1_709_200_800;
  private static final int DAY = 19_782;

  /**
   * A value of a file.
   *
   * @param name what the value is
   * @param type of the declared column
   * @param value hands it over
   * @param held what the column has
   * @param rescued what is rescued; null if nothing
   */
  record Case(String name, String type, Consumer<Cell> value, Object held, String rescued) {
    static Case held(String name, Consumer<Cell> value, String type, Object held) {
      return new Case(name, type, value, held, null);
    }

    static Case rescued(String name, Consumer<Cell> value, String type, String text) {
      return new Case(name, type, value, null, text);
    }

    @Override
    public String toString() {
      return name + " as " + type;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
            booleans(), wholes(), floats(), doubles(), decimals(), dates(), times(), texts())
        .flatMap(List::stream);
  }

  private static List<Case> booleans() {
    Consumer<Cell> yes = c -> c.takeBoolean(true);
    return List.of(
        held("true", yes, "boolean", true),
        held("true", yes, "string", "true"),
        rescued("true", yes, "int", "true"),
        held("1", c -> c.takeLong(1), "boolean", true),
        rescued("2", c -> c.takeLong(2), "boolean", "2"));
  }

  private static List<Case> wholes() {
    Consumer<Cell> odd = c -> c.takeLong(16_777_217);
    Consumer<Cell> wide = c -> c.takeLong((1L << 53) + 1);
    Consumer<Cell> least = c -> c.takeLong(Long.MIN_VALUE);
    Consumer<Cell> most = c -> c.takeUnsigned(-1);
    return List.of(
        held("7", c -> c.takeLong(7), "int", 7),
        rescued("2^31", c -> c.takeLong(1L << 31), "int", "2147483648"),
        held("2^31", c -> c.takeLong(1L << 31), "long", 1L << 31),
        rescued("16777217", odd, "float", "16777217"),
        held("16777217", odd, "double", 16_777_217.0),
        rescued("2^53+1", wide, "double", "9007199254740993"),
        rescued("largest", c -> c.takeLong(Long.MAX_VALUE), "double", "9223372036854775807"),
        held("least", least, "double", -0x1p63),
        held("least", least, "string", "-9223372036854775808"),
        held("least", least, "decimal(20,1)", new BigDecimal("-9223372036854775808.0")),
        held("7", c -> c.takeLong(7), "decimal(5,2)", new BigDecimal("7.00")),
        rescued("1000", c -> c.takeLong(1000), "decimal(5,2)", "1000"),
        rescued("7", c -> c.takeLong(7), "date", "7"),
        held("2^64-1", most, "string", "18446744073709551615"),
        rescued("2^64-1", most, "long", "18446744073709551615"),
        held("2^64-1", most, "decimal(20,0)", new BigDecimal("18446744073709551615")),
        held("5 of 64 bits", c -> c.takeUnsigned(5), "int", 5));
  }

  private static List<Case> floats() {
    Consumer<Cell> tenth = c -> c.takeFloat(0.1f);
    return List.of(
        held("0.1f", tenth, "float", 0.1f),
        held("0.1f", tenth, "double", (double) 0.1f),
        held("0.1f", tenth, "decimal(3,2)", new BigDecimal("0.10")),
        held("0.1f", tenth, "string", "0.1"),
        held("3.0f", c -> c.takeFloat(3), "int", 3),
        rescued("0.1f", tenth, "long", "0.1"));
  }

  private static List<Case> doubles() {
    Consumer<Cell> money = c -> c.takeDouble(1.505);
    Consumer<Cell> fine = c -> c.takeDouble(0.123456789012);
    return List.of(
        held("3.0", c -> c.takeDouble(3), "long", 3L),
        held("3.0", c -> c.takeDouble(3), "int", 3),
        held("3.0", c -> c.takeDouble(3), "string", "3.0"),
        rescued("2^63", c -> c.takeDouble(0x1p63), "long", "9.223372036854776E18"),
        held("-2^63", c -> c.takeDouble(-0x1p63), "long", Long.MIN_VALUE),
        rescued("NaN", c -> c.takeDouble(Double.NaN), "long", "NaN"),
        held("NaN", c -> c.takeDouble(Double.NaN), "double", Double.NaN),
        held("NaN", c -> c.takeDouble(Double.NaN), "float", Float.NaN),
        held("1.505", money, "decimal(5,3)", new BigDecimal("1.505")),
        rescued("1.505", money, "decimal(5,2)", "1.505"),
        held("0.1", c -> c.takeDouble(0.1), "float", 0.1f),
        rescued("twelve digits", fine, "float", "0.123456789012"),
        rescued("1e300", c -> c.takeDouble(1e300), "float", "1.0E300"),
        rescued("1e-300", c -> c.takeDouble(1e-300), "float", "1.0E-300"),
        held("-0.0", c -> c.takeDouble(-0.0), "float", -0.0f));
  }

  private static List<Case> decimals() {
    Consumer<Cell> large = c -> c.takeDecimal(new BigDecimal("12345678901234567890.50"));
    Consumer<Cell> bytes = c -> c.takeDecimal(new byte[] {-1, 56}, 0, 2, 2);
    return List.of(
        held("1.50", c -> c.takeDecimal(150, 2), "decimal(5,2)", new BigDecimal("1.50")),
        held("1.50", c -> c.takeDecimal(150, 2), "decimal(5,1)", new BigDecimal("1.5")),
        held("1.50", c -> c.takeDecimal(150, 2), "decimal(5,4)", new BigDecimal("1.5000")),
        rescued("1.55", c -> c.takeDecimal(155, 2), "decimal(5,1)", "1.55"),
        rescued("1000.00", c -> c.takeDecimal(100_000, 2), "decimal(5,2)", "1000.00"),
        rescued("-1000.00", c -> c.takeDecimal(-100_000, 2), "decimal(5,2)", "-1000.00"),
        held("2.00", c -> c.takeDecimal(200, 2), "int", 2),
        rescued("2.50", c -> c.takeDecimal(250, 2), "int", "2.50"),
        held("2.50", c -> c.takeDecimal(250, 2), "double", 2.5),
        held("-0.05", c -> c.takeDecimal(-5, 2), "string", "-0.05"),
        held("-2.00 in bytes", bytes, "decimal(5,2)", new BigDecimal("-2.00")),
        held("large", large, "decimal(38,2)", new BigDecimal("12345678901234567890.50")),
        held("large", large, "string", "12345678901234567890.50"),
        rescued("large", large, "decimal(18,2)", "12345678901234567890.50"));
  }

  private static List<Case> dates() {
    Consumer<Cell> day = c -> c.takeDate(DAY);
    Consumer<Cell> far = c -> c.takeDate(4_000_000);
    return List.of(
        held("2024-02-29", day, "date", DAY),
        held("2024-02-29", day, "timestamp", DAY * 86_400_000_000L),
        held("2024-02-29", day, "string", "2024-02-29"),
        rescued("2024-02-29", day, "int", "2024-02-29"),
        held("0001-01-01", c -> c.takeDate(-719_162), "date", -719_162),
        rescued("year 0", c -> c.takeDate(-719_163), "date", "0000-12-31"),
        rescued("year 12921", far, "date", "+12921-08-18"),
        rescued("year 12921", far, "timestamp", "+12921-08-18"));
  }

  private static List<Case> times() {
    Consumer<Cell> utc = c -> c.takeMicros(SECOND * 1_000_000 + 5, true);
    Consumer<Cell> local = c -> c.takeMicros(SECOND * 1_000_000, false);
    Consumer<Cell> nanos = c -> c.takeTimestamp(SECOND, 123_456_789, true);
    Consumer<Cell> midnight = c -> c.takeMicros(DAY * 86_400_000_000L, true);
    Consumer<Cell> far = c -> c.takeTimestamp(1L << 50, 0, true);
    return List.of(
        held("point", utc, "timestamp", SECOND * 1_000_000 + 5),
        held("point", utc, "string", "2024-02-29T10:00:00.000005Z"),
        rescued("point", utc, "date", "2024-02-29T10:00:00.000005Z"),
        held("local", local, "timestamp", SECOND * 1_000_000),
        held("local", local, "string", "2024-02-29T10:00:00"),
        held("nanos", nanos, "timestamp", SECOND * 1_000_000 + 123_456),
        held("nanos", nanos, "string", "2024-02-29T10:00:00.123456789Z"),
        held("before 1970", c -> c.takeTimestamp(-1, 999_999_999, true), "timestamp", -1L),
        held("midnight", midnight, "date", DAY),
        rescued("far", far, "timestamp", Instant.ofEpochSecond(1L << 50).toString()),
        held("time", c -> c.takeTime(3_661, 0), "string", "01:01:01"),
        held("time of nanos", c -> c.takeTime(1, 1), "string", "00:00:01.000000001"),
        held("negative time", c -> c.takeTime(-2, 500_000_000), "string", "-00:00:01.500000"),
        held("interval", c -> c.takeInterval(14, 3, 1_500), "string", "P14M3DT1.5S"),
        rescued("time", c -> c.takeTime(1, 0), "timestamp", "00:00:01"));
  }

  private static List<Case> texts() {
    byte[] latin = {'n', (byte) 0xe9};
    Consumer<Cell> bytes = c -> c.takeBytes(new byte[] {0, -1, 'a'}, 0, 3);
    return List.of(
        held("text", text("é"), "string", "é"),
        held("empty text", text(""), "string", ""),
        held("empty text", text(""), "date", null),
        held("date", text(" 2024-02-29 "), "date", DAY),
        rescued("word", text("soon"), "date", "soon"),
        held("number", text("1.0"), "long", 1L),
        rescued("Latin-1", c -> c.takeText(latin, 0, 2), "string", "né"),
        held("bytes", bytes, "string", "AP9h"),
        held("bytes that are text", c -> c.takeBytes("ab".getBytes(UTF_8), 0, 2), "string", "YWI="),
        held("bytes of a number", c -> c.takeBytes("12".getBytes(UTF_8), 0, 2), "long", 12L),
        rescued("bytes", bytes, "long", "AP9h"),
        held(
            "UUID",
            c -> c.takeUuid(new byte[16], 0),
            "string",
            "00000000-0000-0000-0000-000000000000"));
  }

  private static Consumer<Cell> text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return c -> c.takeText(utf8, 0, utf8.length);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void value_ofAnyKind_isHeldExactlyOrRescued(Case each) throws IOException {
    List<Object> row = row(new Column("a", each.type(), false), each.value());

    assertThat(row.get(0)).isEqualTo(each.held());
    assertThat(row.get(2))
        .isEqualTo(each.rescued() == null ? null : "{\"a\":\"" + each.rescued() + "\"}");
  }

  @Test
  void declaredReadings_applyToNumbersOfDatesAndToMarks() throws IOException {
    Reading plain = Reading.PLAIN;
    Column day = new Column("a", "date", false).written("yyyyMMdd");
    Column seconds = new Column("a", "timestamp", false).read(epoch(Reading.Epoch.seconds));
    Column marked =
        new Column("a", "long", false)
            .read(
                new Reading(
                    plain.formats(),
                    "UTC",
                    0,
                    Reading.Epoch.none,
                    List.of("-999"),
                    plain.numbers(),
                    List.of(),
                    List.of()));
    Column comma = new Column("a", "decimal(9,2)", false).read(german());

    assertThat(row(day, c -> c.takeLong(20240229)).get(0)).isEqualTo(DAY);
    assertThat(row(seconds, c -> c.takeLong(SECOND)).get(0)).isEqualTo(SECOND * 1_000_000);
    assertThat(row(marked, c -> c.takeLong(-999)).get(0)).isNull();
    assertThat(row(marked, c -> c.takeLong(999)).get(0)).isEqualTo(999L);
    assertThat(row(comma, c -> c.takeDouble(1.5)).get(0)).isEqualTo(new BigDecimal("1.50"));
    assertThat(row(comma, text("1.234,5")).get(0)).isEqualTo(new BigDecimal("1234.50"));
  }

  @Test
  void localTimes_areOfTheDeclaredZone() throws IOException {
    Column berlin =
        new Column("a", "timestamp", false)
            .read(
                new Reading(
                    List.of(),
                    "Europe/Berlin",
                    0,
                    Reading.Epoch.none,
                    List.of(),
                    Reading.Numbers.PLAIN,
                    List.of(),
                    List.of()));
    long micros = SECOND * 1_000_000;

    assertThat(row(berlin, c -> c.takeMicros(micros, false)).get(0))
        .isEqualTo(micros - 3_600_000_000L);
    assertThat(row(berlin, c -> c.takeMicros(micros, true)).get(0)).isEqualTo(micros);
    assertThat(row(berlin, c -> c.takeDate(DAY)).get(0))
        .isEqualTo(DAY * 86_400_000_000L - 3_600_000_000L);
  }

  @Test
  void nestedValues_areJsonWithEveryDigit() throws IOException {
    Consumer<Cell> nested =
        c -> {
          Json json = c.open();
          json.beginObject();
          json.name("a\"".getBytes(UTF_8));
          json.takeDecimal(1250, 2);
          json.name("b".getBytes(UTF_8));
          json.beginArray();
          json.takeNull();
          json.takeText("x\n\u0001é".getBytes(UTF_8), 0, 5);
          json.takeDouble(Double.NaN);
          json.takeBoolean(true);
          json.beginArray();
          json.endArray();
          json.endArray();
          json.key().takeLong(7);
          json.takeDate(DAY);
          json.key().takeText("k".getBytes(UTF_8), 0, 1);
          json.takeMicros(0, true);
          json.endObject();
          c.close();
        };

    assertThat(row(new Column("a", "string", false), nested).get(0))
        .isEqualTo(
            "{\"a\\\"\":12.50,\"b\":[null,\"x\\n\\u0001é\",\"NaN\",true,[]],\"7\":\"2024-02-29\",\"k\":\"1970-01-01T00:00:00Z\"}");
    assertThat(row(new Column("a", "long", false), nested).get(0)).isNull();
  }

  @Test
  void report_countsValuesAndRescuedOnes_withTheFirstExample() throws IOException {
    ReadSpec spec = Scan.spec(Format.Type.parquet, new Column("a", "int", false));
    Records records = new Records(spec);
    List<Cell> cells = cells(spec, records, "a", "b");
    ObjectRow row = new ObjectRow(5);
    for (String text : List.of("1", "x", "y")) {
      records.begin(row, records.report().records());
      text(text).accept(cells.get(0));
      if (text.equals("y")) {
        text(text).accept(cells.get(1));
      }
      records.end();
    }

    FileReport report = records.report();
    assertThat(report.records()).isEqualTo(3);
    assertThat(report.columns())
        .containsExactly(
            Map.entry("a", new FileReport.ColumnReport(3, new FileReport.Met(2, 1, "x"))));
    assertThat(report.undeclared()).containsExactly(Map.entry("b", 1L));
  }

  private static Reading epoch(Reading.Epoch unit) {
    return new Reading(
        List.of(), "UTC", 0, unit, List.of(), Reading.Numbers.PLAIN, List.of(), List.of());
  }

  private static Reading german() {
    return new Reading(
        List.of(),
        "UTC",
        0,
        Reading.Epoch.none,
        List.of(),
        new Reading.Numbers(",", ".", false, false, false),
        List.of(),
        List.of());
  }

  private static List<Object> row(Column column, Consumer<Cell> value) throws IOException {
    ReadSpec spec = Scan.spec(Format.Type.parquet, column);
    Records records = new Records(spec);
    List<Cell> cells = cells(spec, records, column.name());
    ObjectRow row = new ObjectRow(5);
    records.begin(row, 0);
    value.accept(cells.get(0));
    records.end();
    return row.all();
  }

  private static List<Cell> cells(ReadSpec spec, Records records, String... names)
      throws IOException {
    List<Cell> cells = new ArrayList<>();
    List<FileField> fields = new ArrayList<>();
    for (String name : names) {
      fields.add(new Field(name));
    }
    for (Target target : FileColumns.targets(spec, fields, records)) {
      cells.add(((Target.Whole) target).cell());
    }
    return cells;
  }

  private record Field(String name) implements FileField {
    @Override
    public List<FileField> members() {
      return Collections.emptyList();
    }
  }
}
