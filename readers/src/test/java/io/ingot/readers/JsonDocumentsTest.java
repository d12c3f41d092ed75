package io.ingot.readers;

import static io.ingot.readers.JsonFile.column;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {

  private static JsonFile below(String records) {
    return JsonFile.of(
        new JsonDialect(JsonDialect.Layout.any, records, false), column("id", "string"));
  }

  private static List<String> values(List<String> rows) {
    return rows.stream().map(r -> r.substring(r.indexOf(": ") + 2)).toList();
  }

  @Nested
  class Anything {
    private final JsonFile file = below("");

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n",
          "{\"id\":1}{\"id\":2}{\"id\":3}",
          "{\"id\":1},{\"id\":2},\n{\"id\":3},",
          "[{\"id\":1},{\"id\":2},{\"id\":3}]",
          "[\n  {\"id\":1},\n  {\n    \"id\":2\n  },\n  {\"id\":3}\n]\n",
          "\uFEFF[{\"id\":1}\r\n,{\"id\":2}\r\n,{\"id\":3}]",
          "{\r\n\t\"id\" : 1\r\n}\r\n{\r\n\t\"id\" : 2\r\n}\r\n{\"id\"\n:\n3}",
          "[{\"id\":1},{\"id\":2}][{\"id\":3}]",
          "[{\"id\":1} {\"id\":2},,{\"id\":3},]",
        })
    void records_areFoundInAnyLayout(String text) {
      assertThat(values(file.read(text))).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "[]", "[ ]\n", "[][]"})
    void file_mayHaveNoRecords(String text) {
      assertThat(file.read(text)).isEmpty();
    }

    @Test
    void positions_areThoseOfTheRecords() {
      assertThat(file.read("[ {\"id\":1},\n{\"id\":2}]")).containsExactly("2: 1", "12: 2");
    }

    @Test
    void nestedValue_isTheBytesOfTheFile() {
      assertThat(file.read("{\"id\": {\n  \"a\" : [1.50,\r\n  1e3]\n}}"))
          .containsExactly("0: {\n  \"a\" : [1.50,\r\n  1e3]\n}");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"id\":1,}!8!a comma behind the last item",
          "{\"id\":1,¶\"id\":2}!9!key id twice",
          "{\"id\":NaN,\"a\":[{}]}!6!NaN is not JSON",
          "{id:\"}\"}!1!a key without quotes",
          "{\"id\":\"a\tb\\\"}\"}!8!a control character in a string",
          "{\"id\":1 /* one */}!8!a comment",
          "null!0!null, not an object",
          "12!0!a number, not an object",
          "\"{\\\"id\\\":1}\"!0!a string, not an object",
          "[{\"id\":1}]!0!a JSON array",
        })
    void record_thatIsNotJson_endsWhereItsBracketsClose(String text, int offset, String reason) {
      String record = text.replace('¶', '\n');
      String corrupt = ": corrupt, %s (at offset %d): %s".formatted(reason, offset, record);
      assertThat(file.read("[{\"id\":1}," + record + "\n,{\"id\":3}]"))
          .containsExactly("1: 1", "10" + corrupt, 12 + record.length() + ": 3");
      if (!record.startsWith("[")) {
        assertThat(file.read("{\"id\":1} " + record + "\n{\"id\":3}"))
            .containsExactly("0: 1", "9" + corrupt, 10 + record.length() + ": 3");
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"id\":2!an object is not closed, at byte 16",
          "{\"id\":\"2!a string is not closed, at byte 17",
          "{\"id\":\"2¶\"}{\"id\":3}!a string is not closed, at byte 17",
          "{\"id\":2]}!a closing bracket of the wrong kind, at byte 16",
          "}!a closing bracket too many, at byte 9",
          "]!a closing bracket too many, at byte 9",
          "id,name!text that is not JSON, at byte 9",
          "\"id\":2}!text that is not JSON, at byte 13",
          "<a>!text that is not JSON, at byte 9",
          "tru!a word is not complete, at byte 12",
        })
    void file_isRefused_whereNobodyCanTellTheNextRecord(String rest, String reason) {
      assertThatThrownBy(() -> file.read("{\"id\":1}\n" + rest.replace('¶', '\n')))
          .hasCauseInstanceOf(UnreadableFileException.class)
          .hasMessageContaining("it is not JSON: " + reason);
    }

    @Test
    void file_thatIsNoText_isRefused() {
      assertThatThrownBy(() -> file.read("[{\"id\":1}]".getBytes(UTF_16BE)))
          .hasCauseInstanceOf(UnreadableFileException.class)
          .hasMessageContaining("it is UTF-16BE, not UTF-8");
    }

    @Test
    void file_isRefused_ifItEndsInsideAnArray() {
      assertThatThrownBy(() -> file.read("[{\"id\":1},\n{\"id\":2}\n"))
          .hasCauseInstanceOf(UnreadableFileException.class)
          .hasMessageContaining("it ends inside an array, at byte 20");
    }
  }

  @Nested
  class BelowAPath {
    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "Records!{\"Records\":[{\"id\":1},{\"id\":2}]}",
          "Records!{\"Records\":[{\"id\":1},{\"id\":2}]}¶",
          "Records!{\"a\":{\"Records\":[5]},\"b\":[1,{}],\"Records\":[{\"id\":1}¶,{\"id\":2}],\"c\":\"]}\"}",
          "Records!{\"Records\":[{\"id\":1}]}{\"Records\":[{\"id\":2}]}",
          "Records![{\"Records\":[{\"id\":1}]},{\"Records\":[{\"id\":2}]}]",
          "Records!{\"Records\":[{\"id\":1},{\"id\":2}],\"z\":null} {\"\\u0052ecords\":[]}",
          "a.b!{\"a\":{\"b\":[{\"id\":1},{\"id\":2}],\"c\":1},\"b\":[3]}",
          "a.b!{\"x\":1,\"a.b\":[{\"id\":1},{\"id\":2}]}",
          "a.b.c!{\"a.b\":{\"c\":[{\"id\":1},{\"id\":2}]}}",
          "a.b.c!{\"a\":{\"b.c\":[{\"id\":1},{\"id\":2}]}}",
        })
    void itemsOfTheArray_areRecords(String path, String text) {
      assertThat(values(below(path).read(text.replace('¶', '\n')))).containsExactly("1", "2");
    }

    @Test
    void records_inAnyLayout_areFoundSo() {
      assertThat(
              JsonFile.of(
                      new JsonDialect(JsonDialect.Layout.lines, "Records", false),
                      column("id", "int"))
                  .read("{\"Records\":[\n{\"id\":1}]}\n{\"Records\":[]}"))
          .containsExactly("13: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"Records\":[]}", "{\"Records\":null}", "[]"})
    void document_mayHaveNoRecords(String text) {
      assertThat(below("Records").read(text)).isEmpty();
    }

    @Test
    void item_thatIsNotJson_isCorrupt() {
      assertThat(below("Records").read("{\"Records\":[null,{\"id\":01},{\"id\":2}]}"))
          .containsExactly(
              "12: corrupt, null, not an object (at offset 0): null",
              "17: corrupt, a number with a leading zero (at offset 7): {\"id\":01}",
              "27: 2");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"records\":[]}!the document that ends at byte 13 has nothing at Records; its keys are records",
          "{}!the document that ends at byte 1 has nothing at Records; it has no keys",
          "{\"Records\":{\"id\":1}}!Records is not an array, at byte 11",
          "{\"Records\":\"x\"}!Records is not an array, at byte 11",
          "{\"Records\":[],\"Records\":[]}!it is not JSON: key Records twice, at byte 14",
          "{\"Records\":[]!it ends inside an object, at byte 13",
          "{\"Records\":[{}!it ends inside an array, at byte 14",
          "{\"Records\":[]]!it is not JSON: a closing bracket of the wrong kind, at byte 13",
          "{\"Records\":[],}!it is not JSON: a comma behind the last item, at byte 14",
          "{\"a\":01}!it is not JSON: a number with a leading zero, at byte 6",
          "{\"a\":1 \"b\":2}!it is not JSON: no comma between two values, at byte 7",
          "{a:1}!it is not JSON: a key without quotes, at byte 1",
          "null!it is not JSON: text that is not JSON, at byte 0",
        })
    void document_withoutTheArray_isRefused(String text, String reason) {
      assertThatThrownBy(() -> below("Records").read(text))
          .hasCauseInstanceOf(UnreadableFileException.class)
          .hasMessageEndingWith(": " + reason);
    }

    @Test
    void document_withoutTheWholePath_isRefused() {
      assertThatThrownBy(() -> below("a.b").read("{\"a\":{\"c\":[]},\"d\":1}"))
          .hasCauseInstanceOf(UnreadableFileException.class)
          .hasMessageEndingWith(
              "the document that ends at byte 12 has nothing at a.b; its keys are c");
    }
  }
}
