package io.ingot.readers;

import static io.ingot.readers.CsvFile.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NestedColumnTest {
  private static final Object RESCUED = "(rescued)";

  @Test
  void struct_hasItsMembersInTheOrderOfTheType_eachInItsType() {
    String type =
        "struct<b: boolean, i: int, l: long, f: float, d: double, n: decimal(7,2), w: decimal(30,1), day: date, at: timestamp, s: string>";

    assertThat(
            read(
                type,
                """
                {"s":"a\\u00e9\\"","at":"1970-01-01T00:00:01Z","day":"1970-01-02","w":12345678901234567890.5,
                 "n":1.5, "d":1e3,"f":0.1,"l":9007199254740993,"i":-1,"b":true}"""))
        .isEqualTo(
            List.of(
                true,
                -1,
                9007199254740993L,
                0.1f,
                1000.0,
                new BigDecimal("1.50"),
                new BigDecimal("12345678901234567890.5"),
                1,
                1_000_000L,
                "aé\""));
  }

  @Test
  void struct_lacksWhatTheTextLacks() {
    assertThat(read("struct<a: int, b: string, c: array<int>>", "{\"b\":null}"))
        .isEqualTo(Arrays.asList(null, null, null));
    assertThat(read("struct<a: int>", "{}")).isEqualTo(Arrays.asList((Object) null));
  }

  @Test
  void arraysAndMaps_keepTheirOrder_andTheirNulls() {
    assertThat(read("array<array<int>>", " [ [1 , 2] , [] , null ] "))
        .isEqualTo(Arrays.asList(List.of(1, 2), List.of(), null));
    assertThat(read("map<string, long>", "{\"b\":1,\"a\":null,\"\\u0061b\":2}"))
        .asString()
        .isEqualTo("{b=1, a=null, ab=2}");
    assertThat(read("map<string, struct<a: int>>", "{\"\":{\"A\":\"7\"}}"))
        .isEqualTo(Map.of("", List.of(7)));
  }

  @Test
  void string_hasTheTextOfAnything() {
    assertThat(read("array<string>", "[\"a\", 1.50, true, {\"b\" : [1,\"]\"]}, [ ], \"\", null]"))
        .isEqualTo(Arrays.asList("a", "1.50", "true", "{\"b\" : [1,\"]\"]}", "[ ]", "", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "array<int>@[1, 1.5]",
        "array<int>@[2147483648]",
        "array<int>@[[1]]",
        "array<int>@{\"a\":1}",
        "array<int>@5",
        "array<int>@true",
        "array<int>@x",
        "array<int>@[1",
        "array<int>@[1] 2",
        "array<int>@[1,]",
        "array<float>@[16777217]",
        "array<date>@[\"29.02.2024\"]",
        "array<timestamp>@[\"2024-02-29 10:00 BST\"]",
        "array<boolean>@[{}]",
        "array<string>@[\"\\ud800\"]",
        "map<string, int>@[1]",
        "map<string, int>@{\"a\":1,\"a\":2}",
        "map<string, int>@{\"a\":\"x\"}",
        "struct<a: int>@{\"a\":1,\"A\":1}",
        "struct<a: struct<b: int>>@{\"a\":{\"b\":1.5}}",
        "struct<a: int>@[1]",
      })
  void text_thatTheTypeDoesNotHoldExactly_isRescued(String type, String text) {
    assertThat(read(type, text)).isEqualTo(RESCUED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "null", " null ", "NA"})
  void text_thatIsNull_isNull(String text) {
    Column marked = column("c", "array<int>").read(Readings.nulls("NA"));

    assertThat(read(marked, text)).isNull();
  }

  @Test
  void blankText_ofAnythingButAString_isNull() {
    assertThat(read("array<int>", "[\"\", \" \"]")).isEqualTo(Arrays.asList(null, null));
  }

  @Test
  void memberThatNobodyDeclared_isARest_unlessItIsNull() {
    String type = "array<struct<a: int>>";

    assertThat(rest(type, "[{\"a\":1,\"b\":[{\"a\":\"}\"}]}, {\"a\":2}]")).isTrue();
    assertThat(rest(type, "[{\"a\":1,\"b\":null}]")).isFalse();
    assertThat(rest(type, "[{\"a\":1}]")).isFalse();
    assertThat(read(type, "[{\"b\":\"\\\"]\",\"a\":1}]")).isEqualTo(List.of(List.of(1)));
  }

  @Test
  void oneText_leavesNoTraceInTheNext() {
    TextColumn column = TextColumn.of(column("c", "array<struct<a: int>>"));
    Values row = new Values(1);
    for (String text : List.of("[{\"a\":1,\"b\":2},{}]", "[{\"a\":\"x\"}]", "[{}]")) {
      row.clear();
      column.read(text.getBytes(UTF_8), 0, text.length(), row, 0);
    }

    assertThat(row.get(0)).isEqualTo(List.of(Arrays.asList((Object) null)));
    assertThat(column.hasRest()).isFalse();
  }

  @Test
  void json_givesNestedValues_andRescuesTheOthersAsTheyAreWritten() {
    JsonFile file = JsonFile.of(column("id", "int"), column("c", "struct<a: int>"));

    assertThat(
            file.read(
                JsonFile.lines(
                    "{\"id\":1,\"c\":{\"a\":1}}",
                    "{\"id\":2,\"c\":{\"a\":1, \"b\":2}}",
                    "{\"id\":3,\"c\":{\"a\":1.5}}",
                    "{\"id\":4,\"c\":null}",
                    "{\"id\":5,\"c\":\"{\\\"a\\\":7}\"}")))
        .containsExactly(
            "0: 1|[1]",
            "21: 2|[1] rescued {\"c\":\"{\\\"a\\\":1, \\\"b\\\":2}\"}",
            "49: 3|null rescued {\"c\":\"{\\\"a\\\":1.5}\"}",
            "72: 4|null",
            "90: 5|[7]");
    assertThat(file.report().columns().get("c").values()).isEqualTo(4);
    assertThat(file.report().columns().get("c").rescued().count()).isEqualTo(1);
  }

  @Test
  void csv_givesNestedValuesOfJsonText() {
    CsvFile file =
        CsvFile.of(CsvDialect.DEFAULT, column("id", "int"), column("c", "array<struct<a: int>>"));

    assertThat(file.read("id,c\n1,\"[{\"\"a\"\":1}]\"\n2,\n3,[]\n4,[1]\n5,\"[{\"\"b\"\":1}]\"\n"))
        .containsExactly(
            "1,[[1]]",
            "2,",
            "3,[]",
            "4, {\"c\":\"[1]\"}",
            "5,[[null]] {\"c\":\"[{\\\"b\\\":1}]\"}");
    assertThat(file.report().columns().get("c").rescued().count()).isEqualTo(1);
  }

  private static Object read(String type, String text) {
    return read(column("c", type), text);
  }

  private static Object read(Column column, String text) {
    Values row = new Values(1);
    byte[] utf8 = ("#" + text + "#").getBytes(UTF_8);
    boolean isRead = TextColumn.of(column).read(utf8, 1, utf8.length - 1, row, 0);
    assertThat(isRead || row.get(0) == null).isTrue();
    return isRead ? row.get(0) : RESCUED;
  }

  private static boolean rest(String type, String text) {
    TextColumn column = TextColumn.of(column("c", type));
    byte[] utf8 = text.getBytes(UTF_8);
    assertThat(column.read(utf8, 0, utf8.length, new Values(1), 0)).isTrue();
    return column.hasRest();
  }
}
