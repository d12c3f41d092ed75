package io.ingot.readers;

import static io.ingot.readers.JsonFile.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonKeysTest {
  private static final JsonDialect ANY_CASE = new JsonDialect(JsonDialect.Layout.lines, "", true);

  private static Column from(String... names) {
    return column("v", "string").from(Origin.record(names));
  }

  @Nested
  class Names {
    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"a\":1,\"b\":2}!1|2",
          "{\"b\":2,\"a\":1}!1|2",
          "{ \"a\" : 1 , \"b\" : 2 }!1|2",
          "{\"\\u0061\":1}!1|null",
          "{\"b\":2}!null|2",
          "{}!null|null",
          "{\"x\":0,\"a\":1,\"b\":2}!1|2 rescued {\"x\":\"0\"}",
          "{\"A\":1}!null|null rescued {\"A\":\"1\"}",
          "{\"\":1,\"b\":2}!null|2 rescued {\"\":\"1\"}",
          "{\"a \":1}!null|null rescued {\"a \":\"1\"}",
          "{\"aaaaaaaaaaaaaaaaaaaaaa\":1}!null|null rescued {\"aaaaaaaaaaaaaaaaaaaaaa\":\"1\"}",
        })
    void keys_areFoundInAnyOrder(String line, String row) {
      JsonFile file = JsonFile.of(column("a", "int"), column("b", "int"));
      String next = "{\"a\":5,\"b\":6}\n";
      assertThat(file.read(next + line + "\n" + next))
          .containsExactly("0: 5|6", "14: " + row, "%d: 5|6".formatted(15 + line.length()));
    }

    @Test
    void names_ofAnyCharacters_areFound() {
      for (String name : List.of("größe", "日本", "🚕", "a\"b", "a\\b", "a\nb", "a,b", "_id", "%")) {
        String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        assertThat(JsonFile.of(column(name, "int")).read("{\"" + escaped + "\":1}".repeat(1)))
            .containsExactly("0: 1");
      }
    }

    @Test
    void column_mayHaveHadOtherNames_ofWhichTheNewerCounts() {
      JsonFile file = JsonFile.of(column("fare", "int").formerly(List.of("fare_amount", "amount")));
      assertThat(
              file.read(
                  JsonFile.lines(
                      "{\"fare_amount\":1}",
                      "{\"amount\":2,\"fare\":3}",
                      "{\"amount\":4,\"fare\":null}")))
          .containsExactly("0: 1", "18: 3 rescued {\"amount\":\"2\"}", "40: 4");
    }

    @Test
    void oneKey_mayFillSeveralColumns() {
      JsonFile file =
          JsonFile.of(
              column("day", "date").from(Origin.record("ts")),
              column("text", "string").from(Origin.record("ts")));
      assertThat(file.read("{\"ts\":\"2024-01-02\"}{\"ts\":\"now\"}"))
          .containsExactly("0: 19724|2024-01-02", "19: null|now rescued {\"ts\":\"now\"}");
    }

    @Test
    void columnsFromElsewhere_areNotLookedForInRecords() {
      JsonFile file =
          JsonFile.of(column("dt", "date").from(new Origin(Origin.Kind.path, List.of(), "")));
      assertThat(file.read("{\"dt\":\"2024-01-02\"}"))
          .containsExactly("0: null rescued {\"dt\":\"2024-01-02\"}");
    }
  }

  @Nested
  class Paths {
    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"after\":{\"id\":1}}!1",
          "{\"before\":{\"id\":2},\"after\":{\"id\":1}}!1 rescued {\"before.id\":\"2\"}",
          "{\"before\":{\"id\":2},\"after\":null}!2",
          "{\"before\":{\"id\":2},\"after\":{\"id\":null}}!2",
          "{\"before\":{\"id\":2},\"after\":{}}!2",
          "{\"after.id\":3,\"after\":{\"id\":1}}!3 rescued {\"after.id\":\"1\"}",
          "{\"after\":{\"id\":1},\"after.id\":3}!3 rescued {\"after.id\":\"1\"}",
          "{\"after.id\":null,\"after\":{\"id\":1}}!1",
          "{\"after\":{\"id\":{\"x\":1}}}!{\"x\":1}",
          "{\"after\":5}!null rescued {\"after\":\"5\"}",
          "{\"after\":[{\"id\":1}]}!null rescued {\"after\":\"[{\\\"id\\\":1}]\"}",
          "{\"after\":{\"name\":\"x\",\"id\":1,\"more\":{\"a\": 1}}}!1 rescued {\"after.name\":\"x\",\"after.more\":\"{\\\"a\\\": 1}\"}",
          "{\"after\":{\"name\":null,\"id\":1}}!1",
          "{\"id\":7}!null rescued {\"id\":\"7\"}",
        })
    void alternatives_theFirstWithAValueCounts(String line, String row) {
      assertThat(JsonFile.of(from("after.id", "before.id")).read(line))
          .containsExactly("0: " + row);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"a.b.c\":1,\"a.b\":{\"c\":2},\"a\":{\"b.c\":3,\"b\":{\"c\":4}}}!1 rescued {\"a.b.c\":\"2\",\"a.b.c_2\":\"3\",\"a.b.c_3\":\"4\"}",
          "{\"a\":{\"b\":{\"c\":4},\"b.c\":3},\"a.b\":{\"c\":2}}!2 rescued {\"a.b.c\":\"4\",\"a.b.c_2\":\"3\"}",
          "{\"a\":{\"b\":{\"c\":4},\"b.c\":3}}!3 rescued {\"a.b.c\":\"4\"}",
          "{\"a\":{\"b\":{\"c\":4}}}!4",
          "{\"a\":{\"b\":{\"c.d\":4,\"c\":5}}}!5 rescued {\"a.b.c.d\":\"4\"}",
        })
    void keysWithDots_mayBePartsOfAPath(String line, String row) {
      JsonFile file = JsonFile.of(from("a.b.c"));
      assertThat(file.read(line)).containsExactly("0: " + row);
      assertThat(file.read("{}{\"a.b.c_2\":0}" + line)).last().asString().endsWith(": " + row);
    }

    @Test
    void object_thatIsAColumnAsAWhole_hasItsPartsOnlyOnce() {
      JsonFile file =
          JsonFile.of(
              column("whole", "string").from(Origin.record("o")),
              column("id", "int").from(Origin.record("o.id")));
      assertThat(file.read("{\"o\":{\"id\":1,\"x\":[2]}}"))
          .containsExactly("0: {\"id\":1,\"x\":[2]}|1");
      assertThat(file.read("{\"o\":{\"id\":\"one\"}}")).containsExactly("0: {\"id\":\"one\"}|null");
      JsonFile typed =
          JsonFile.of(
              column("whole", "int").from(Origin.record("o")),
              column("id", "int").from(Origin.record("o.id")));
      assertThat(typed.read("{\"o\":{\"id\":1,\"x\":[2]}}"))
          .containsExactly(
              "0: null|1 rescued {\"o\":\"{\\\"id\\\":1,\\\"x\\\":[2]}\",\"o.x\":\"[2]\"}");
    }

    @Test
    void names_thatAreNoPaths_areKeys() {
      for (String name : List.of(".", "a.", ".a", "a..b", "...")) {
        assertThat(JsonFile.of(column(name, "int")).read("{\"" + name + "\":1,\"a\":{\"\":2}}"))
            .containsExactly("0: 1 rescued {\"a\":\"{\\\"\\\":2}\"}");
      }
    }

    @Test
    void pathsOfManyKeys_areFound() {
      assertThat(
              JsonFile.of(from("a.b.c.d.e.f.g.h.i.j"))
                  .read(
                      "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"i\":{\"j\":1}}}}}}}}}}"))
          .containsExactly("0: 1");
    }
  }

  @Nested
  class Case {
    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"ID\":1}!1",
          "{\"ID\":1,\"Id\":2}!1 rescued {\"Id\":\"2\"}",
          "{\"Id\":2,\"ID\":1}!2 rescued {\"ID\":\"1\"}",
          "{\"ID\":1,\"id\":3}!3 rescued {\"ID\":\"1\"}",
          "{\"ID\":null,\"Id\":2}!2",
          "{\"ID\":1,\"id\":null}!1",
        })
    void onRequest_theExactNameWins_elseTheFirst(String line, String row) {
      assertThat(JsonFile.of(ANY_CASE, column("id", "int")).read(line))
          .containsExactly("0: " + row);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        quoteCharacter = '`',
        value = {
          "{\"AFTER\":{\"id\":1}}!1",
          "{\"AFTER\":{\"id\":1},\"after\":{\"ID\":2}}!1 rescued {\"after.ID\":\"2\"}",
          "{\"AFTER\":{\"id\":1},\"after\":{\"id\":2}}!2 rescued {\"AFTER.id\":\"1\"}",
          "{\"BEFORE\":{\"id\":1},\"After\":{\"Id\":2}}!2 rescued {\"BEFORE.id\":\"1\"}",
        })
    void onRequest_pathsAreComparedSo(String line, String row) {
      assertThat(JsonFile.of(ANY_CASE, from("after.id", "before.id")).read(line))
          .containsExactly("0: " + row);
    }

    @Test
    void lettersBeyondAscii_areComparedSo() {
      assertThat(JsonFile.of(ANY_CASE, column("Größe", "int")).read("{\"GRÖßE\":1}"))
          .containsExactly("0: 1");
    }

    @ParameterizedTest
    @CsvSource({"extra", "EXTRA", "Extra"})
    void addedColumn_takesTheFirst_whateverItIsCalled(String name) {
      Column id = column("id", "int");
      Column added = column(name, "string").from(Origin.ADDED);
      JsonFile file = JsonFile.of(JsonDialect.DEFAULT, UnknownColumns.add, id, added);
      assertThat(
              file.read(
                  JsonFile.lines(
                      "{\"id\":1,\"extra\":\"a\",\"Extra\":\"A\"}",
                      "{\"id\":2,\"Extra\":\"A\",\"extra\":\"a\"}",
                      "{\"id\":3,\"EXTRA\":\"third\"}",
                      "{\"id\":4,\"extra\":null,\"Extra\":\"alone\"}",
                      "{\"ID\":5}")))
          .containsExactly(
              "0: 1|a rescued {\"Extra\":\"A\"}",
              "33: 2|A rescued {\"extra\":\"a\"}",
              "66: 3|third",
              "91: 4|alone",
              "129: null|null rescued {\"ID\":\"5\"}");
    }

    @Test
    void addedColumn_isNoPath() {
      assertThat(
              JsonFile.of(
                      JsonDialect.DEFAULT,
                      UnknownColumns.add,
                      column("a.b", "string").from(Origin.ADDED))
                  .read("{\"a\":{\"b\":1}}{\"A.b\":2}"))
          .containsExactly("0: null rescued {\"a\":\"{\\\"b\\\":1}\"}", "13: 2");
    }
  }

  @Nested
  class Undeclared {
    @Test
    void keys_areCountedWhereTheyHaveAValue() {
      JsonFile file = JsonFile.of(column("id", "int"), from("after.id"));
      file.read(
          JsonFile.lines(
              "{\"id\":1,\"x\":1,\"after\":{\"y\":1}}",
              "{\"id\":1,\"x\":null,\"after\":{\"y\":2}}",
              "{\"id\":1,\"z\":1,\"z\":1}"));
      assertThat(file.report().undeclared()).isEqualTo(Map.of("x", 1L, "after.y", 2L));
    }

    @Test
    void names_beyondTheLimit_areRescuedAndNotCounted() {
      StringBuilder line = new StringBuilder("{");
      for (int i = 0; i < 9_000; i++) {
        line.append("\"k").append(i).append("\":").append(i).append(',');
      }
      JsonFile file = JsonFile.of(column("id", "int"));
      assertThat(file.read(line + "\"id\":5}"))
          .first()
          .asString()
          .startsWith("0: 5 rescued {\"k0\":\"0\",")
          .endsWith(",\"k8999\":\"8999\"}");
      assertThat(file.report().undeclared()).hasSize(FileReport.NAMES).containsKey("k0");
    }

    @Test
    void file_isRefused_ifDeclaredSo_withAllNames() {
      JsonFile file = JsonFile.of(JsonDialect.DEFAULT, UnknownColumns.fail, column("id", "int"));
      assertThat(file.read("{\"id\":1,\"y\":null}")).containsExactly("0: 1");
      assertThatThrownBy(
              () ->
                  file.read(
                      "{\"id\":1}\n{\"id\":2,\"z\":1}\n{\"bad\n{\"x\":{\"a\":1}}\n{\"id\":3}"))
          .hasCauseInstanceOf(UnreadableFileException.class)
          .hasMessageContaining("its objects have keys that are not declared: x, z");
    }

    @Test
    void corruptRecord_doesNotRefuseTheFile() {
      JsonFile file = JsonFile.of(JsonDialect.DEFAULT, UnknownColumns.fail, column("id", "int"));
      assertThat(file.read("{\"x\":1,}")).first().asString().contains("corrupt");
    }
  }
}
