package io.ingot.readers;

import static io.ingot.readers.JsonFile.column;
import static io.ingot.readers.JsonFile.lines;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
  private final JsonFile file = JsonFile.of(column("id", "int"));

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lines_endInAnyWay(String end) {
    assertThat(file.read("{\"id\":1}" + end + "{\"id\":2}" + end))
        .containsExactly("0: 1", 8 + end.length() + ": 2");
    assertThat(file.read("{\"id\":1}" + end + end + " \t" + end + "{\"id\":2}")).hasSize(2);
  }

  @Test
  void file_withoutContent_hasNoRecords() {
    assertThat(file.read("")).isEmpty();
    assertThat(file.read(" \n\n\t\r\n")).isEmpty();
    assertThat(file.read("\uFEFF")).isEmpty();
  }

  @Test
  void byteOrderMark_isSkipped() {
    assertThat(file.read("\uFEFF{\"id\":1}")).containsExactly("3: 1");
  }

  @Test
  void file_thatIsNoText_isRefused() {
    assertThatThrownBy(() -> file.read("{\"id\":1}\n".getBytes(UTF_16LE)))
        .hasCauseInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("it is UTF-16LE, not UTF-8");
    assertThatThrownBy(() -> file.read("\u00ff\u00d8\0\0JFIF\0\n".getBytes(ISO_8859_1)))
        .hasCauseInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("it holds binary data, not text");
    assertThat(file.read("{\"id\":1}\0\n{\"id\":2}")).hasSize(2);
  }

  @Test
  void objectsInOneLine_areRecordsOfTheirOwn() {
    assertThat(file.read("{\"id\":1}{\"id\":2} {\"id\":3}\n{\"id\":4}"))
        .containsExactly("0: 1", "8: 2", "17: 3", "26: 4");
  }

  @Test
  void record_thatCannotBeRead_isCorruptToTheEndOfItsLine() {
    assertThat(
            file.read(
                lines(
                    "{\"id\":1}{\"id\":x}{\"id\":3}",
                    " {\"id\":4} and more ",
                    "{\"id\":5},",
                    "{\"id\":6}}",
                    "{\"id\":7}")))
        .containsExactly(
            "0: 1",
            "8: corrupt, a value expected (at offset 6): {\"id\":x}{\"id\":3}",
            "26: corrupt, text behind the object (at offset 9): {\"id\":4} and more ",
            "45: corrupt, a comma behind the object (at offset 8): {\"id\":5},",
            "55: corrupt, a closing bracket too many (at offset 8): {\"id\":6}}",
            "65: 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\n  {\"id\":1},\n  {\"id\":2}\n]\n",
        "[{\"id\":1},{\"id\":2}]",
        "\n[ {\"id\":1}"
      })
  void array_isRefused(String text) {
    assertThatThrownBy(() -> file.read(text))
        .hasCauseInstanceOf(UnreadableFileException.class)
        .hasMessageContaining(
            "one object per line expected, a JSON array found; declare layout: any");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\n  \"id\": 1,\n  \"name\": \"x\"\n}\n",
        "{\"items\": [\n{\"id\": 1},\n{\"id\": 2}\n]}",
        "\uFEFF{\r\n\"id\": 1}{\"id\": 2}"
      })
  void objectOverLines_isRefused(String text) {
    assertThatThrownBy(() -> file.read(text))
        .hasCauseInstanceOf(UnreadableFileException.class)
        .hasMessageContaining(
            "one object per line expected, an object over several lines found; declare layout: any");
  }

  @Test
  void otherLayout_isSeenInTheFirstBytes() throws IOException {
    assertThat(firstLook("[\n{\"id\":1},"))
        .hasValueSatisfying(r -> assertThat(r).contains("a JSON array"));
    assertThat(firstLook("{\"id\":1,\n\"a\":{}}\n{"))
        .hasValueSatisfying(r -> assertThat(r).contains("over several lines"));
    assertThat(firstLook("{\"id\":1,\n\"a\":{")).isEmpty();
    assertThat(firstLook("{\"id\":1}\n{\"id")).isEmpty();
    assertThat(firstLook("")).isEmpty();
  }

  private Optional<String> firstLook(String text) throws IOException {
    return FirstLook.refusal(file.spec(), new MemoryFile(text.getBytes(UTF_8)), false);
  }

  @Test
  void firstLine_thatOnlyLooksLikeAnotherLayout_isCorrupt() {
    assertThat(file.read("[2024-01-02] start\n{\"id\":2}"))
        .containsExactly("0: corrupt, a JSON array (at offset 0): [2024-01-02] start", "19: 2");
    assertThat(file.read("[]\n{\"id\":2}"))
        .containsExactly("0: corrupt, a JSON array (at offset 0): []", "3: 2");
    assertThat(file.read("{\"id\":1,\n{\"id\":2}"))
        .containsExactly(
            "0: corrupt, the line ends inside an object (at offset 8): {\"id\":1,", "9: 2");
  }

  @Test
  void laterLines_ofAnotherLayout_areCorrupt() {
    assertThat(file.read("{\"id\":1}\n{\n\"id\":2}\n[{\"id\":3}]\n"))
        .containsExactly(
            "0: 1",
            "9: corrupt, the line ends inside an object (at offset 1): {",
            "11: corrupt, a string, not an object (at offset 0): \"id\":2}",
            "19: corrupt, a JSON array (at offset 0): [{\"id\":3}]");
  }

  @Test
  void file_thatIsCutOff_endsInACorruptRecord() {
    assertThat(file.read("{\"id\":1}\n{\"id\":2,\"na"))
        .containsExactly(
            "0: 1", "9: corrupt, a string is not closed (at offset 11): {\"id\":2,\"na");
    assertThat(file.read("{\"id\":1}\n{\"id\":2,"))
        .containsExactly("0: 1", "9: corrupt, an object is not closed (at offset 8): {\"id\":2,");
    assertThat(file.read("{\"id\":1}\n{\"id\":tr"))
        .containsExactly("0: 1", "9: corrupt, a word is not complete (at offset 8): {\"id\":tr");
  }

  @Test
  void line_thatIsNotUtf8_isCorruptWithOneCharacterPerByte() {
    assertThat(file.read("{\"id\":1,\"é\":\"ü\"}\n{\"id\":2}".getBytes(ISO_8859_1)))
        .containsExactly(
            "0: corrupt, a string is not UTF-8 (at offset 9): {\"id\":1,\"é\":\"ü\"}", "17: 2");
  }

  @Test
  void parts_haveTheLinesThatBeginInThem() {
    byte[] text = "{\"id\":1}{\"id\":2}\r\n{\"id\":3}\n".getBytes(ISO_8859_1);
    assertThat(file.read(text, 0, 1, 4)).containsExactly("0: 1", "8: 2");
    assertThat(file.read(text, 0, 18, 4)).containsExactly("0: 1", "8: 2");
    assertThat(file.read(text, 1, 18, 4)).isEmpty();
    assertThat(file.read(text, 17, text.length, 4)).containsExactly("18: 3");
    assertThat(file.read(text, 18, text.length, 4)).containsExactly("18: 3");
    assertThat(file.read(text, 19, text.length, 4)).isEmpty();
  }

  @Test
  void onlyLines_areSplit() {
    assertThat(
            List.of(
                splittable(JsonDialect.Layout.lines, ""),
                splittable(JsonDialect.Layout.any, ""),
                splittable(JsonDialect.Layout.lines, "Records")))
        .containsExactly(true, false, false);
  }

  private static boolean splittable(JsonDialect.Layout layout, String records) {
    return JsonReader.isSplittable(
        new ReadSpec(
            Format.of(new JsonDialect(layout, records, false)),
            List.of(),
            UnknownColumns.rescue,
            "",
            ReadSpec.MAX_FIELD));
  }
}
