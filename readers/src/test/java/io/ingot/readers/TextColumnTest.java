package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextColumnTest {
  private static final String RESCUED = "(rescued)";

  @Test
  void string_keepsItsTextAsItIs() {
    assertThat(read("string", " a ")).isEqualTo(" a ");
    assertThat(read("string", "")).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "7|7",
        "+7|7",
        "-7|-7",
        " 1 |1",
        "007|7",
        "1.0|1",
        "1.00|1",
        "1.|1",
        "1e3|1000",
        "15e-1|(rescued)",
        "150e-1|15",
        "12.5|(rescued)",
        "1e-3|(rescued)",
        "0e999999999999|0",
        "2147483647|2147483647",
        "2147483648|(rescued)",
        "-2147483648|-2147483648",
        "1e999999999999|(rescued)",
        "x|(rescued)",
        "-|(rescued)",
        "1 2|(rescued)",
        "0x1|(rescued)",
        "1_000|(rescued)",
        "１|(rescued)",
      })
  void int_isReadIfTheNumberIsWhole(String text, String value) {
    assertThat(read("int", text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,9223372036854775807",
    "-9223372036854775808,-9223372036854775808",
    "9223372036854775808,(rescued)",
    "9223372036854775807.000,9223372036854775807",
    "9223372036854775807.5,(rescued)",
    "922337203685477580700e-2,9223372036854775807",
    "9.223372036854775807e18,9223372036854775807",
    "00000000000000000000000000000000000005,5",
    "0.00000000000000000000000000000000000005,(rescued)",
  })
  void long_isReadIfNoDigitIsLost(String text, String value) {
    assertThat(read("long", text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "decimal(5.2),1.5,1.50",
    "decimal(5.2),1.500,1.50",
    "decimal(5.2),1.505,(rescued)",
    "decimal(5.2),1234.00,(rescued)",
    "decimal(5.2),999.99,999.99",
    "decimal(5.2),-.5,-0.50",
    "decimal(5.2),15e-1,1.50",
    "decimal(5.2),1e2,100.00",
    "decimal(5.2),1e3,(rescued)",
    "decimal(5.2),1e-3,(rescued)",
    "decimal(5.2),1000e-3,1.00",
    "decimal(5.2),0e99,0.00",
    "decimal(5.2),00000000000000000000000000001.10,1.10",
    "decimal(5.2),1.10000000000000000000000000000,1.10",
    "decimal(5.2),1.10000000000000000000000000001,(rescued)",
    "decimal(18.0),999999999999999999,999999999999999999",
    "decimal(18.0),1000000000000000000,(rescued)",
    "decimal(18.18),0.123456789012345678,0.123456789012345678",
    "decimal(38.0),99999999999999999999999999999999999999,99999999999999999999999999999999999999",
    "decimal(38.0),100000000000000000000000000000000000000,(rescued)",
    "decimal(38.0),1.5,(rescued)",
    "decimal(38.0),1e3,1000",
    "decimal(38.10),1e-10,1E-10",
    "decimal(38.10),1e-11,(rescued)",
    "decimal(38.10),1e999999999,(rescued)",
  })
  void decimal_isReadIfNothingIsRounded(String type, String text, String value) {
    assertThat(read(type.replace('.', ','), text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "1e3,1000.0",
    "0.1,0.1",
    "-2.5,-2.5",
    ".5,0.5",
    "5.,5.0",
    "0.30000000000000004,0.30000000000000004",
    "123456789012345678e-3,1.2345678901234567E14",
    "1e22,1.0E22",
    "1e999,(rescued)",
    "1e-400,(rescued)",
    "0e-400,0.0",
    "-0,-0.0",
    "9007199254740992,9.007199254740992E15",
    "9007199254740993,(rescued)",
    "9007199254740993.0,(rescued)",
    "-189823514268852740.0,-1.89823514268852736E17",
    "189823514268852740,1.89823514268852736E17",
    "189823514268852741,(rescued)",
    "189823514268852730,(rescued)",
    "1180591620717411303424,1.1805916207174113E21",
    "Infinity,Infinity",
    "-inf,-Infinity",
    "NaN,NaN",
    "-NaN,(rescued)",
    "nan,(rescued)",
    "1d,(rescued)",
    "1f,(rescued)",
    "0x1p3,(rescued)",
    "1e,(rescued)",
    ".,(rescued)",
    "1e3.5,(rescued)",
  })
  void double_isReadUnlessAWholeNumberOrTheMagnitudeIsLost(String text, String value) {
    assertThat(read("double", text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "16777216,1.6777216E7",
    "16777217,(rescued)",
    "16777217.0,(rescued)",
    "1677721900000,1.67772186E12",
    "1677721910000,(rescued)",
    "0.1,0.1",
    "34.802075,34.802074",
    "1e39,(rescued)",
    "1e-60,(rescued)",
    "1e10,1.0E10",
  })
  void float_isReadUnlessAWholeNumberOrTheMagnitudeIsLost(String text, String value) {
    assertThat(read("float", text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "TRUE,true",
    "t,true",
    "Yes,true",
    "1,true",
    "false,false",
    "N,false",
    "0,false",
    "2,(rescued)",
    "on,(rescued)",
    "falsee,(rescued)",
  })
  void boolean_hasTheUsualMarks(String text, String value) {
    assertThat(read("boolean", text)).hasToString(value);
  }

  @Test
  void boolean_withDeclaredMarks_takesOnlyThose() {
    Reading marks = Readings.booleans(List.of("J", "ja"), List.of("N"));
    Column column = new Column("b", "boolean", false).read(marks);

    assertThat(read(column, "J")).isEqualTo(true);
    assertThat(read(column, " N ")).isEqualTo(false);
    assertThat(read(column, "j")).isEqualTo(RESCUED);
    assertThat(read(column, "true")).isEqualTo(RESCUED);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29,2024-02-29",
    "2024-2-9,2024-02-09",
    "2024-02-29 00:00,2024-02-29",
    "2024-02-29T00:00:00.000Z,2024-02-29",
    "2024-02-29 00:00:00+00:00,2024-02-29",
    "0001-01-01,0001-01-01",
    "9999-12-31,9999-12-31",
    "1582-10-10,1582-10-10",
    "2024-02-30,(rescued)",
    "2023-02-29,(rescued)",
    "2024-13-01,(rescued)",
    "2024-00-01,(rescued)",
    "0000-01-01,(rescued)",
    "10000-01-01,(rescued)",
    "+2024-01-01,(rescued)",
    "24-01-01,(rescued)",
    "2024-02-29 10:00,(rescued)",
    "2024-02-29 00:00:00+02:00,(rescued)",
    "2024-02-29x,(rescued)",
    "2024-02,(rescued)",
    "2024,(rescued)",
    "20240229,(rescued)",
    "now,(rescued)",
  })
  void date_isReadInIsoForm(String text, String value) {
    Object read = read("date", text);
    assertThat(read instanceof Integer day ? LocalDate.ofEpochDay(day) : read).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29 10:00:00,2024-02-29T10:00:00Z",
    "2024-02-29T10:00:00,2024-02-29T10:00:00Z",
    "2024-02-29 10:00,2024-02-29T10:00:00Z",
    "2024-02-29 1:2:3,2024-02-29T01:02:03Z",
    "2024-02-29,2024-02-29T00:00:00Z",
    "2024-02-29 10:00:00.5,2024-02-29T10:00:00.500Z",
    "2024-02-29 10:00:00.123456789,2024-02-29T10:00:00.123456Z",
    "1969-12-31 23:59:59.9999999,1969-12-31T23:59:59.999999Z",
    "2024-02-29 10:00:00Z,2024-02-29T10:00:00Z",
    "2024-02-29 10:00:00 UTC,2024-02-29T10:00:00Z",
    "2024-02-29 10:00:00 GMT,2024-02-29T10:00:00Z",
    "2024-02-29 10:00:00GMT+2,2024-02-29T08:00:00Z",
    "2024-02-29 10:00:00+02:00,2024-02-29T08:00:00Z",
    "2024-02-29 10:00:00-0330,2024-02-29T13:30:00Z",
    "2024-02-29 10:00:00+05,2024-02-29T05:00:00Z",
    "2024-02-29 10:00:00+5:30,2024-02-29T04:30:00Z",
    "2024-02-29 10:00+02:00,2024-02-29T08:00:00Z",
    "2024-02-29 10:00:00 Europe/Berlin,2024-02-29T09:00:00Z",
    "2024-03-31 02:30:00 Europe/Berlin,(rescued)",
    "2024-10-27 02:30:00 Europe/Berlin,2024-10-27T00:30:00Z",
    "0001-01-01 00:00:00,0001-01-01T00:00:00Z",
    "9999-12-31 23:59:59.999999,9999-12-31T23:59:59.999999Z",
    "0001-01-01 00:00:00+01:00,(rescued)",
    "9999-12-31 23:59:59-01:00,(rescued)",
    "2024-02-29 24:00:00,(rescued)",
    "2024-02-29 10:60:00,(rescued)",
    "2024-02-29 10:00:60,(rescued)",
    "2024-02-29 10:00:00.,(rescued)",
    "2024-02-29 10:00:00+19:00,(rescued)",
    "2024-02-29 10:00:00+,(rescued)",
    "2024-02-29 10:00:00+200,(rescued)",
    "2024-02-29 10:00:00 Mars/Base,(rescued)",
    "10:00:00,(rescued)",
    "2024,(rescued)",
    "now,(rescued)",
    "2024-02-30 10:00:00,(rescued)",
  })
  void timestamp_isReadInIsoForm(String text, String value) {
    Object read = read("timestamp", text);
    assertThat(instant(read)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BST", "IST", "EST", "CST", "PST", "CET", "MEZ", "Z0", "UT", "z", "utc"})
  void timestamp_withAnotherAbbreviationOfAZone_isRescued(String zone) {
    assertThat(read("timestamp", "2024-02-29 10:00:00 " + zone)).isEqualTo(RESCUED);
    assertThat(read("timestamp", "2024-02-29 10:00:00" + zone)).isEqualTo(RESCUED);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-01 12:00:00 BST,2024-07-01T11:00:00Z",
    "2024-07-01 12:00:00BST,2024-07-01T11:00:00Z",
    "2024-01-01 12:00:00 BST,2024-01-01T12:00:00Z",
    "2024-03-31 01:30:00 BST,(rescued)",
    "2024-07-01 12:00:00 EST,2024-07-01T17:00:00Z",
    "2024-07-01 12:00:00 GMT,2024-07-01T12:00:00Z",
    "2024-07-01 12:00:00 Europe/London,2024-07-01T11:00:00Z",
    "2024-07-01 12:00:00 bst,(rescued)",
    "2024-07-01 12:00:00 EST+1,(rescued)",
    "2024-07-01 12:00:00 IST,(rescued)",
  })
  void timestamp_withAnAbbreviationThatIsDeclared_isOfItsZone(String text, String value) {
    Map<String, String> zones = Map.of("BST", "Europe/London", "EST", "-05:00");
    Column iso = new Column("t", "timestamp", false).read(Reading.PLAIN.abbreviating(zones));

    assertThat(instant(read(iso, text))).hasToString(value);
  }

  @Test
  void timestamp_withAPattern_knowsTheAbbreviationsThatAreDeclared() {
    Reading reading = Reading.PLAIN.abbreviating(Map.of("EST", "-05:00")).in("d.M.yyyy HH:mm z");
    Column column = new Column("t", "timestamp", false).read(reading);

    assertThat(instant(read(column, "1.7.2024 12:00 EST"))).hasToString("2024-07-01T17:00:00Z");
    assertThat(read(column, "1.7.2024 12:00 EDT")).isEqualTo(RESCUED);
  }

  @Test
  void timestamp_ofALocalClock_isRescuedInAGap_andTheEarlierOneInAnOverlap() {
    Column berlin = new Column("t", "timestamp", false).read(Readings.zone("Europe/Berlin"));

    assertThat(instant(read(berlin, "2024-01-01 12:00"))).hasToString("2024-01-01T11:00:00Z");
    assertThat(instant(read(berlin, "2024-07-01 12:00"))).hasToString("2024-07-01T10:00:00Z");
    assertThat(instant(read(berlin, "2024-03-31 01:59:59"))).hasToString("2024-03-31T00:59:59Z");
    assertThat(read(berlin, "2024-03-31 02:00")).isEqualTo(RESCUED);
    assertThat(read(berlin, "2024-03-31 02:59:59")).isEqualTo(RESCUED);
    assertThat(instant(read(berlin, "2024-03-31 03:00"))).hasToString("2024-03-31T01:00:00Z");
    assertThat(instant(read(berlin, "2024-10-27 02:30"))).hasToString("2024-10-27T00:30:00Z");
    assertThat(instant(read(berlin, "2024-10-27 03:00"))).hasToString("2024-10-27T02:00:00Z");
    assertThat(instant(read(berlin, "2024-07-01 12:00Z"))).hasToString("2024-07-01T12:00:00Z");
  }

  @Test
  void emptyText_ofAnythingButAString_isNull() {
    for (String type : List.of("boolean", "int", "decimal(5,2)", "double", "date", "timestamp")) {
      assertThat(read(type, "")).isNull();
      assertThat(read(type, " \t")).isNull();
    }
  }

  @Test
  void marksOfTheColumn_readAsNull() {
    Reading marks = Readings.nulls("NA", "-");

    assertThat(read(new Column("n", "int", false).read(marks), " NA ")).isNull();
    assertThat(read(new Column("n", "int", false).read(marks), "-")).isNull();
    assertThat(read(new Column("n", "int", false).read(marks), "-1")).isEqualTo(-1);
    assertThat(read(new Column("s", "string", false).read(marks), "NA")).isNull();
    assertThat(read(new Column("s", "string", false).read(marks), " NA")).isEqualTo(" NA");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.234,56|1234.560",
        "1234,56|1234.560",
        "10\u00a0237,65|10237.650",
        "10\u202f237,65|10237.650",
        "1.234|1234.000",
        "1.234.567,8|1234567.800",
        "-3,40|-3.400",
        "+3,40|3.400",
        ",5|0.500",
        "5,|5.000",
        "1,5e2|150.000",
        "(1.00)|(rescued)",
        "(1,00)|-1.000",
        "(-1,00)|(rescued)",
        "(1,00|(rescued)",
        "1,00)|(rescued)",
        "1.23|(rescued)",
        "12.34,5|(rescued)",
        "1234.567|(rescued)",
        "1.234\u00a0567|(rescued)",
        "1.234.56|(rescued)",
        "1,234.5|(rescued)",
        "1 234|(rescued)",
        "12,5 %|0.125",
        "12,5%|0.125",
        "12,55\u00a0%|(rescued)",
        "12 %%|(rescued)",
        "€ 5|5.000",
        "5,50 zł|5.500",
        "5 kr.|5.000",
        "R$ 5|5.000",
        "5 krone|(rescued)",
        "5\u00a0€|5.000",
        "-€5|-5.000",
        "€-5|-5.000",
        "(€ 5,00)|-5.000",
        "€ (5,00)|-5.000",
        "EUR 5|5.000",
        "5,10EUR|5.100",
        "5 XYZ|(rescued)",
        "€ 5 €|(rescued)",
        "€|(rescued)",
        "five|(rescued)",
        "--5|(rescued)",
      })
  void decimal_asPeopleWriteIt_isReadIfAllOfItMatches(String text, String value) {
    Reading european = Readings.numbers(new Reading.Numbers(",", ".", true, true, true));
    Column column = new Column("n", "decimal(12,3)", false).read(european);

    assertThat(read(column, text)).hasToString(value);
  }

  @Test
  void numbers_haveOnlyTheMarksThatAreDeclared() {
    Column comma = numbers("int", ",", "");
    Column english = numbers("double", ".", ",");
    Column swiss = numbers("long", ".", "'’");

    assertThat(read(comma, "5")).isEqualTo(5);
    assertThat(read(comma, "5,0")).isEqualTo(5);
    assertThat(read(comma, "5.0")).isEqualTo(RESCUED);
    assertThat(read(comma, "5\u00a0000")).isEqualTo(RESCUED);
    assertThat(read(comma, "5 %")).isEqualTo(RESCUED);
    assertThat(read(comma, "€ 5")).isEqualTo(RESCUED);
    assertThat(read(comma, "(5)")).isEqualTo(RESCUED);
    assertThat(read(comma, " ")).isNull();
    assertThat(read(english, "2,590.5")).isEqualTo(2590.5);
    assertThat(read(swiss, "1'000’000")).isEqualTo(RESCUED);
    assertThat(read(swiss, "1’000’000")).isEqualTo(1_000_000L);
    assertThat(read(swiss, "1".repeat(2_000))).isEqualTo(RESCUED);
  }

  @ParameterizedTest
  @CsvSource({
    "seconds,0,1970-01-01T00:00:00Z",
    "seconds,1704067200,2024-01-01T00:00:00Z",
    "seconds,1704067200.5,2024-01-01T00:00:00.500Z",
    "seconds,1.7040672e9,2024-01-01T00:00:00Z",
    "seconds,-1,1969-12-31T23:59:59Z",
    "seconds,-0.0000001,1969-12-31T23:59:59.999999Z",
    "seconds,1e-30,1970-01-01T00:00:00Z",
    "seconds,253402300799.999999,9999-12-31T23:59:59.999999Z",
    "seconds,253402300800,(rescued)",
    "seconds,-62135596801,(rescued)",
    "seconds,1e99,(rescued)",
    "seconds,99999999999999999999999,(rescued)",
    "millis,1704067200123,2024-01-01T00:00:00.123Z",
    "micros,1704067200123456,2024-01-01T00:00:00.123456Z",
    "nanos,1704067200123456789,2024-01-01T00:00:00.123456Z",
    "nanos,-1,1969-12-31T23:59:59.999999Z",
    "nanos,-1704067200123456789,1916-01-01T23:59:59.876543Z",
    "millis,2024-01-01,(rescued)",
  })
  void timestamp_asANumber_isReadInItsUnit(Reading.Epoch unit, String text, String value) {
    Column column = new Column("t", "timestamp", false).read(Readings.epoch(unit));

    assertThat(instant(read(column, text))).hasToString(value);
  }

  @Test
  void date_asANumber_mustBeMidnight() {
    Column column = new Column("d", "date", false).read(Readings.epoch(Reading.Epoch.millis));

    assertThat(read(column, "1704067200000")).isEqualTo(19_723);
    assertThat(read(column, "-86400000")).isEqualTo(-1);
    assertThat(read(column, "1704067200001")).isEqualTo(RESCUED);
  }

  @Test
  void formats_areTriedInTheirOrder() {
    Column day = new Column("d", "date", false).read(Readings.formats("d/M/yyyy", "M/d/yyyy"));
    Column at =
        new Column("t", "timestamp", false)
            .read(Readings.formats("dd.MM.yyyy HH:mm", "yyyy-MM-dd HH:mm:ssXXX"));

    assertThat(read(day, "2/3/2024")).isEqualTo((int) LocalDate.of(2024, 3, 2).toEpochDay());
    assertThat(read(day, "2/13/2024")).isEqualTo((int) LocalDate.of(2024, 2, 13).toEpochDay());
    assertThat(read(day, "2024-02-13")).isEqualTo(RESCUED);
    assertThat(instant(read(at, " 29.02.2024 23:05"))).hasToString("2024-02-29T23:05:00Z");
    assertThat(instant(read(at, "2024-02-29 23:05:00+02:00"))).hasToString("2024-02-29T21:05:00Z");
  }

  @Test
  void string_withAPattern_isATimeOfDayThatSorts() {
    Column half = new Column("t", "string", false).written("hh:mm a");
    Column precise = new Column("t", "string", false).written("H:mm:ss.SSS");

    assertThat(read(half, "05:07 pm")).isEqualTo("17:07:00");
    assertThat(read(half, " 12:00 AM ")).isEqualTo("00:00:00");
    assertThat(read(half, "17:07")).isEqualTo(RESCUED);
    assertThat(read(half, "")).isNull();
    assertThat(read(precise, "5:07:01.5")).isEqualTo("05:07:01.500000");
  }

  @Test
  void zoneThatIsNone_isRefused() {
    Column column = new Column("t", "timestamp", false).read(Readings.zone("Europe/Berlim"));

    assertThatThrownBy(() -> TextColumn.of(column))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid zone: Europe/Berlim. Write a region such as Europe/Berlin.");
  }

  @Test
  void typeThatIsNone_isRefused() {
    assertThatThrownBy(() -> TextColumn.of(new Column("a", "interval", false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read text as interval: it is not a simple type (column a).");
    assertThatThrownBy(() -> TextColumn.of(new Column("a", "array<list>", false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid type: array<list> (\"list\" is not a type).");
  }

  private static Column numbers(String type, String decimal, String group) {
    return new Column("n", type, false)
        .read(Readings.numbers(new Reading.Numbers(decimal, group, false, false, false)));
  }

  private static Object instant(Object read) {
    return read instanceof Long micros
        ? Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L)
        : read;
  }

  private static Object read(String type, String text) {
    return read(new Column("c", type, false), text);
  }

  private static Object read(Column column, String text) {
    byte[] utf8 = ("<" + text + ">").getBytes(UTF_8);
    Values row = new Values(1);
    boolean read = TextColumn.of(column).read(utf8, 1, utf8.length - 1, row, 0);
    if (read && row.get(0) instanceof BigDecimal decimal) {
      assertThat(decimal.scale()).isEqualTo(scale(column.type()));
    }
    return read ? row.get(0) : RESCUED;
  }

  private static int scale(String type) {
    return Integer.parseInt(type.substring(type.indexOf(',') + 1, type.length() - 1));
  }
}
