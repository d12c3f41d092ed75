package io.ingot.readers;

import static io.ingot.readers.CsvFile.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.readers.CsvDialect.Layout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvLayoutsTest {
  private static final Column OP = column("op", "string");
  private static final Column ID = column("id", "long").from(Origin.record("_id"));
  private static final Column NAME = column("name", "string");
  private static final Layout ALL = new Layout(List.of(), List.of("op", "id", "name"));
  private static final Layout LOAD = new Layout(List.of(), List.of("id", "name"));

  @Test
  void layout_isTheOneWithAsManyFieldsAsTheFirstRecord() {
    CsvFile file = file(CsvDialect.with(), ALL, LOAD);

    assertThat(file.read("\n1,a\n2,\"b,c\"\nD,3,d\n"))
        .containsExactly(",1,<a>", ",2,<b,c>", "2 fields expected, 3 found: D,3,d");
    assertThat(file.read("D,3,d\n2,b"))
        .containsExactly("<D>,3,<d>", "3 fields expected, 2 found: 2,b");
  }

  @Test
  void layout_countsNoFieldBehindADelimiterThatEndsLines() {
    assertThat(file(CsvDialect.with().trailingDelimiter(true), ALL, LOAD).read("1,a,\n2,b,\n"))
        .containsExactly(",1,<a>", ",2,<b>");
  }

  @Test
  void layout_isThatOfTheWholeFile_inEveryPartOfIt() {
    CsvFile file = file(CsvDialect.with(), ALL, LOAD);
    byte[] text = "1,a\n2,b\n".getBytes(UTF_8);

    assertThat(file.read(text, 0, 3, 13)).containsExactly(",1,<a>");
    assertThat(file.read(text, 3, text.length, 13)).containsExactly(",2,<b>");
  }

  @Test
  void layout_isLookedForBehindSkippedLines_andBeforeAFooter() {
    CsvFile file = file(CsvDialect.with().skipLines(1).skipFooter(1), ALL, LOAD);

    assertThat(file.read("of May, 2024, all\n1,a\n1 row")).containsExactly(",1,<a>");
  }

  @Test
  void layout_ofATextWithoutRecords_doesNotMatter() {
    assertThat(file(CsvDialect.with(), ALL, LOAD).read("\n")).isEmpty();
  }

  @Test
  void firstRecord_thatFitsNoLayout_refusesTheFile() {
    CsvFile file = file(CsvDialect.with(), ALL, LOAD);

    assertThatThrownBy(() -> file.read("1\n"))
        .hasRootCauseMessage(
            "its first record fits none of the layouts (3 or 2 fields expected, 1 found)");
    assertThatThrownBy(() -> file.read("1,\"a\n"))
        .hasRootCauseMessage(
            "its layout is not known, because its first record cannot be read: a quote is not closed");
  }

  @Test
  void layout_byName_countsBeforeTheNumberOfFields_inTheOrderOfDeclaration() throws Exception {
    Layout byName = new Layout(List.of("load*"), List.of("name", "id"));

    assertThat(refusal("load1.csv.gz", "x,1", LOAD, byName)).isEmpty();
    assertThat(refusal("a.csv", "x,1", byName))
        .contains("its name fits none of the layouts (a.csv; layouts: load*)");
    assertThat(refusal("a.csv", "x,1,2", byName, LOAD))
        .contains("its first record fits none of the layouts (2 fields expected, 3 found)");
    assertThat(refusal("load.csv", "x,1,2", LOAD, byName)).isEmpty();
  }

  /** What the first look at a file says, which Admit takes. */
  private static Optional<String> refusal(String name, String text, Layout... layouts)
      throws StorageException {
    return FirstLook.refusal(
        file(CsvDialect.with(), layouts).spec(),
        new MemoryFile("in/" + name, text.getBytes(UTF_8)),
        true);
  }

  private static CsvFile file(CsvDialectBuilder dialect, Layout... layouts) {
    return CsvFile.of(dialect.header(false).layouts(List.of(layouts)).done(), OP, ID, NAME);
  }
}
