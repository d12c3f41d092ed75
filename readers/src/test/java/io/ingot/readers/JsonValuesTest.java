package io.ingot.readers;

import static io.ingot.readers.JsonFile.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        // text stays as it is written
        "string!\"a\"!a",
        "string!\"\"!",
        "string!1.10!1.10",
        "string!12345678.999!12345678.999",
        "string!9007199254740993!9007199254740993",
        "string!-0.0e+10!-0.0e+10",
        "string!1e-400!1e-400",
        "string!true!true",
        "string!null!null",
        "string!{\"a\":12.50, \"d\":9007199254740993,\"e\":1e3}!{\"a\":12.50, \"d\":9007199254740993,\"e\":1e3}",
        "string![ 1 , \"\\u00e9\" ]![ 1 , \"\\u00e9\" ]",
        "string!{}!{}",
        "string![]![]",
        "string!\"größe 日本 🚕\"!größe 日本 🚕",
        // escapes
        "string!\"a\\\"b\\\\c\\/d\"!a\"b\\c/d",
        "string!\"\\u0041\\u00e9\\u65E5\\ud83d\\uDE95\"!Aé日🚕",
        "string!\"\\\\u0041\"!\\u0041",
        "string!\"\\ud83d\"!null rescued {\"v\":\"\\\"\\\\ud83d\\\"\"}",
        "string!\"a\\ude95\\ud83d\"!null rescued {\"v\":\"\\\"a\\\\ude95\\\\ud83d\\\"\"}",
        "string!\"\\ud83dx\"!null rescued {\"v\":\"\\\"\\\\ud83dx\\\"\"}",
        "string!\"\\ud83d\\n\"!null rescued {\"v\":\"\\\"\\\\ud83d\\\\n\\\"\"}",
        // numbers
        "int!12!12",
        "int!1.0!1",
        "int!1e3!1000",
        "int!12.5!null rescued {\"v\":\"12.5\"}",
        "int!2147483648!null rescued {\"v\":\"2147483648\"}",
        "int!\"12\"!12",
        "int!\" 12 \"!12",
        "int!\"\"!null",
        "int!true!null rescued {\"v\":\"true\"}",
        "int!{\"a\":1}!null rescued {\"v\":\"{\\\"a\\\":1}\"}",
        "int![1]!null rescued {\"v\":\"[1]\"}",
        "int!\"1\\u0032\"!12",
        "long!9007199254740993!9007199254740993",
        "long!9223372036854775808!null rescued {\"v\":\"9223372036854775808\"}",
        "double!1.5!1.5",
        "double!1e999!null rescued {\"v\":\"1e999\"}",
        "double!1e-400!null rescued {\"v\":\"1e-400\"}",
        "double!0e-400!0.0",
        "double!9007199254740993!null rescued {\"v\":\"9007199254740993\"}",
        "float!16777217!null rescued {\"v\":\"16777217\"}",
        "decimal(5.2)!1.10!1.10",
        "decimal(5.2)!1.105!null rescued {\"v\":\"1.105\"}",
        "decimal(38.2)!123456789012345678901234567890.25!123456789012345678901234567890.25",
        // booleans
        "boolean!true!true",
        "boolean!false!false",
        "boolean!\"true\"!true",
        "boolean!\"maybe\"!null rescued {\"v\":\"maybe\"}",
        "boolean!null!null",
        // times
        "date!\"2024-02-29\"!19782",
        "date!\"2023-02-29\"!null rescued {\"v\":\"2023-02-29\"}",
        "date!20240229!null rescued {\"v\":\"20240229\"}",
        "timestamp!\"2024-02-29T00:00:00Z\"!1709164800000000",
      })
  void value_isHeldExactlyOrRescued(String type, String value, String row) {
    assertThat(JsonFile.of(column("v", type.replace('.', ','))).read("{\"v\":" + value + "}"))
        .containsExactly("0: " + (row == null ? "" : row));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "\"a\"!a",
        "\"a\\\"b\\n\\u00e9\"!a\\\"b\\né",
        "1.10!1.10",
        "true!true",
        "{\"a\" : [1.50, \"x\"]}!{\\\"a\\\" : [1.50, \\\"x\\\"]}",
      })
  void undeclaredValue_isRescuedAsItIsWritten(String value, String rescued) {
    assertThat(JsonFile.of(column("v", "int")).read("{\"w\\u0077\":" + value + ",\"v\":1}"))
        .containsExactly("0: 1 rescued {\"ww\":\"" + rescued + "\"}");
  }

  @Test
  void control_thatIsEscaped_isText() {
    assertThat(JsonFile.of(column("v", "string")).read("{\"v\":\"\\b\\f\\n\\r\\t\\u0000\\u001f\"}"))
        .containsExactly("0: \b\f\n\r\t\0\u001f");
  }

  @Test
  void number_isReadByTheRulesOfJson_stringByThoseOfTheColumn() {
    Reading german =
        new Reading(
            List.of(),
            "UTC",
            0,
            Reading.Epoch.none,
            List.of("-", "-1"),
            new Reading.Numbers(",", ".", false, false, false),
            List.of(),
            List.of());
    JsonFile file = JsonFile.of(column("v", "decimal(12,3)").read(german));
    assertThat(
            file.read(
                JsonFile.lines(
                    "{\"v\":1.234}",
                    "{\"v\":\"1.234\"}",
                    "{\"v\":\"1,5\"}",
                    "{\"v\":\"-\"}",
                    "{\"v\":-1}")))
        .containsExactly("0: 1.234", "12: 1234.000", "26: 1.500", "38: null", "48: null");
  }

  @Test
  void booleanMarks_areThoseOfStrings() {
    Reading marks =
        new Reading(
            List.of(),
            "UTC",
            0,
            Reading.Epoch.none,
            List.of(),
            Reading.Numbers.PLAIN,
            List.of("J"),
            List.of("N"));
    assertThat(
            JsonFile.of(column("v", "boolean").read(marks))
                .read("{\"v\":\"J\"}{\"v\":\"N\"}{\"v\":true}{\"v\":false}{\"v\":\"true\"}"))
        .containsExactly(
            "0: true", "9: false", "18: true", "28: false", "39: null rescued {\"v\":\"true\"}");
  }

  @Test
  void epoch_isANumber() {
    Reading millis =
        new Reading(
            List.of(),
            "UTC",
            0,
            Reading.Epoch.millis,
            List.of(),
            Reading.Numbers.PLAIN,
            List.of(),
            List.of());
    assertThat(JsonFile.of(column("v", "timestamp").read(millis)).read("{\"v\":1704067200000}"))
        .containsExactly("0: 1704067200000000");
  }

  @Test
  void longField_isText() {
    String text = "q".repeat(25_000_000);
    ReadSpec spec = JsonFile.of(column("body", "string")).spec();
    Values row = new Values(spec.corruptReason() + 1);
    byte[] bytes = ("{\"body\":\"" + text + "\"}\n{\"body\":\"s\"}").getBytes(UTF_8);
    JsonReader reader = new JsonReader(spec, new ByteArrayInputStream(bytes), 0, bytes.length);
    assertThat(next(reader, row)).isEqualTo(text);
    assertThat(next(reader, row)).isEqualTo("s");
  }

  private static Object next(JsonReader reader, Values row) {
    try {
      assertThat(reader.next(row)).isTrue();
      return row.get(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void field_beyondTheLimit_isCorrupt() {
    JsonFile file = new JsonFile(limited(10));
    String reason = "a field of more than 10 bytes (limits.max_field)";
    assertThat(
            file.read(
                JsonFile.lines(
                    "{\"v\":\"0123456789\"}",
                    "{\"v\":\"0123456789a\"}",
                    "{\"x\":\"0123456789a\"}",
                    "{\"v\":[1,2,3,4,5]}",
                    "{\"v\":12345678901}")))
        .containsExactly(
            "0: 0123456789",
            "19: corrupt, " + reason + " (at offset 6): {\"v\":\"0123456789a\"}",
            "39: corrupt, " + reason + " (at offset 6): {\"x\":\"0123456789a\"}",
            "59: corrupt, " + reason + " (at offset 5): {\"v\":[1,2,3,4,5]}",
            "77: corrupt, " + reason + " (at offset 5): {\"v\":12345678901}");
    assertThat(file.report().corrupt()).containsOnlyKeys(reason);
  }

  private static ReadSpec limited(int maxField) {
    return new ReadSpec(
        Format.of(Format.Type.json),
        List.of(column("v", "string")),
        UnknownColumns.rescue,
        "",
        maxField);
  }

  @Test
  void record_thatGoesOnAndOn_refusesTheFile() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            java.util.Arrays.fill(bytes, from, from + length, (byte) 'x');
            return length;
          }
        };
    JsonReader reader = new JsonReader(limited(10), endless, 0, Long.MAX_VALUE);
    assertThatThrownBy(() -> reader.next(new Values(9)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("the record from byte 0 on has more than 16777216 bytes");
  }

  @Test
  void report_hasWhatColumnsHadToRescue() {
    JsonFile file = JsonFile.of(column("a", "int"), column("b", "int"), column("c", "int"));
    file.read(
        JsonFile.lines(
            "{\"a\":1,\"b\":\"" + "ü".repeat(50) + "\"}",
            "{\"a\":\"x\",\"b\":\"y\"}",
            "{\"a\":null,\"b\":2}",
            "{\"a\":5,,}",
            "{\"a\":5,;}"));
    FileReport report = file.report();
    assertThat(report.records()).isEqualTo(5);
    assertThat(report.columns())
        .isEqualTo(
            Map.of(
                "a", new FileReport.ColumnReport(2, new FileReport.Met(1, 115, "x")),
                "b",
                    new FileReport.ColumnReport(
                        3, new FileReport.Met(2, 0, "ü".repeat(40) + "…"))));
    assertThat(report.corrupt())
        .isEqualTo(
            Map.of(
                "a comma without a value before it", new FileReport.Met(1, 150, "{\"a\":5,,}"),
                "a key expected", new FileReport.Met(1, 160, "{\"a\":5,;}")));
    assertThat(report.corruptRecords()).isEqualTo(2);
  }

  @Test
  void reasons_beyondTheLimit_areCountedAsOne() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      lines.append("{\"k%1$d\":1,\"k%1$d\":2}\n".formatted(i));
    }
    JsonFile file = JsonFile.of(column("a", "int"));
    file.read(lines.toString());
    assertThat(file.report().corrupt()).hasSize(101).containsKey("key k99 twice");
    assertThat(file.report().corrupt().get("other reasons").count()).isEqualTo(50);
  }
}
