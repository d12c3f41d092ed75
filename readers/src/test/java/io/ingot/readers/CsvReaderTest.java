package io.ingot.readers;

import static io.ingot.readers.CsvFile.column;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.readers.CsvDialect.EmptyValue;
import io.ingot.readers.CsvDialect.LongRows;
import io.ingot.readers.CsvDialect.ShortRows;
import io.ingot.readers.CsvDialect.Trailer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private static final CsvDialect CSV = CsvDialect.DEFAULT;
  private static final Column ID = column("id", "int");
  private static final Column NOTE = column("note", "string");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,note\n1,a\n2,b\n",
        "id,note\n1,a\n2,b",
        "\uFEFFid,note\r\n1,a\r\n2,b\r\n",
        "id,note\r1,a\r2,b",
        "id,note\r1,a\r2,b\r",
        "\n \r\nid,note\r\n1,a\r\r\n2,b\n\n",
        "note,id\na,1\nb,2\n",
        "\"ID\", Note \n1,a\n\n\n2,b\n \t\n",
      })
  void lineEnds_ofAllKinds_alsoMixed_readTheSame(String text) {
    assertThat(CsvFile.of(CSV, ID, NOTE).read(text)).containsExactly("1,<a>", "2,<b>");
  }

  @Test
  void quotedFields_mayHoldDelimitersAndQuotes() {
    assertThat(
            CsvFile.of(CSV, ID, NOTE)
                .read(
                    "id,note\n1,\"a,b\"\n\"2\",\"c\"\"d\"\n3,\"\"\"\"\n4,\"e\" \t\n5,f\"g\n6, \"h\"\n"))
        .containsExactly("1,<a,b>", "2,<c\"d>", "3,<\">", "4,<e>", "5,<f\"g>", "6,< \"h\">");
  }

  @Test
  void quotesThatDoNotFit_areCorrupt_andTheNextLineIsReadAgain() {
    CsvFile file = CsvFile.of(CSV, ID, NOTE);

    assertThat(file.read("id,note\n1,\"open\n2,\"a\"b\n3,\"a\"\"\n4,d\n5,\""))
        .containsExactly(
            "a quote is not closed: 1,\"open",
            "text behind a closing quote: 2,\"a\"b",
            "a quote is not closed: 3,\"a\"\"",
            "4,<d>",
            "a quote is not closed: 5,\"");
    assertThat(file.report().corrupt())
        .containsOnlyKeys("a quote is not closed", "text behind a closing quote")
        .containsEntry("a quote is not closed", new FileReport.Met(3, 8, "1,\"open"));
    assertThat(file.report().corruptRecords()).isEqualTo(4);
  }

  @Test
  void multiline_keepsLineEndsInQuotesAsTheyAre() {
    CsvFile file = CsvFile.of(CsvDialect.with().multiline(true).done(), ID, NOTE);

    assertThat(file.read("id,note\n1,\"a\nb\"\r\n2,\"c\r\nd\r\"\r3,e\n\n"))
        .containsExactly("1,<a\nb>", "2,<c\r\nd\r>", "3,<e>");
    assertThat(file.read("id,\"note\"\n3,x,\"y\nz\"\n"))
        .containsExactly("2 fields expected, 3 found: 3,x,\"y\nz\"");
  }

  @Test
  void multiline_withAQuoteThatIsNotClosed_losesOneLineOnly() {
    CsvFile file = CsvFile.of(CsvDialect.with().multiline(true).done(), ID, NOTE);

    assertThat(file.read("id,note\n1,\"open\n2,b\n3,\"c\nd\"\n"))
        .containsExactly("text behind a closing quote: 1,\"open", "2,<b>", "3,<c\nd>");
    assertThat(file.read("id,note\n1,\"open\n2,b\n3,c"))
        .containsExactly("a quote is not closed: 1,\"open", "2,<b>", "3,<c>");
  }

  @Test
  void recordWithOtherFields_isCorrupt_andSaysHowMany() {
    CsvFile file = CsvFile.of(CSV, ID, NOTE);

    assertThat(file.read("id,note\n1\n2,b,c\n3,d\n4,e" + ",".repeat(5_000)))
        .containsExactly(
            "2 fields expected, 1 found: 1",
            "2 fields expected, 3 found: 2,b,c",
            "3,<d>",
            "2 fields expected, 5002 found: 4,e" + ",".repeat(5_000));
  }

  @Test
  void shortAndLongRows_areReadWhereTheDialectSaysSo() {
    CsvDialect ragged =
        CsvDialect.with().shortRows(ShortRows.nulls).longRows(LongRows.rescue).done();

    assertThat(CsvFile.of(ragged, ID, NOTE).read("id,note\n1\n2,b,c,,d\n3,e\n"))
        .containsExactly("1,", "2,<b> {\"column_3\":\"c\",\"column_5\":\"d\"}", "3,<e>");
    assertThat(CsvFile.of(ragged, ID).read("id,Column_3\n1,a,b\n"))
        .containsExactly("1 {\"Column_3\":\"a\",\"column_3_2\":\"b\"}");
    assertThat(CsvFile.of(ragged, ID).read("id\n1" + ",".repeat(3_000)))
        .singleElement()
        .asString()
        .startsWith("1 fields expected, 3001 found: 1,,");
  }

  @Test
  void trailingDelimiter_endsEveryLineThatHasOne() {
    CsvDialect trailing = CsvDialect.with().delimiter("|").trailingDelimiter(true).done();

    assertThat(CsvFile.of(trailing, ID, NOTE).read("id|note\n1|a|\n2||\n3|b\n4|\"\"|\n"))
        .containsExactly("1,<a>", "2,", "3,<b>", "4,<>");
    assertThat(CsvFile.of(trailing, ID, NOTE).read("id|note|\n1|a|\n2|\n3|a||\n"))
        .containsExactly(
            "1,<a>", "2 fields expected, 1 found: 2|", "2 fields expected, 3 found: 3|a||");
  }

  @Test
  void delimiters_mayHaveSeveralCharacters() {
    CsvDialect two = CsvDialect.with().delimiter("||").done();
    CsvDialect sign = CsvDialect.with().delimiter("§").quote("").escape("").done();

    assertThat(CsvFile.of(two, ID, NOTE).read("id||note\n1||a|b\n2||\"c||d\"\n3||e|\n4||\"f\"|g\n"))
        .containsExactly(
            "1,<a|b>", "2,<c||d>", "3,<e|>", "text behind a closing quote: 4||\"f\"|g");
    assertThat(CsvFile.of(sign, ID, NOTE).read("id§note\n1§\"é\n2§\u00c3\n"))
        .containsExactly("1,<\"é>", "2,<\u00c3>");
  }

  @Test
  void quoteAndEscape_areThoseOfTheDialect() {
    CsvDialect single = CsvDialect.with().quote("'").escape("'").done();
    CsvDialect backslash = CsvDialect.with().escape("\\").done();
    CsvDialect guillemets = CsvDialect.with().quote("»").escape("»").done();
    CsvDialect none = CsvDialect.with().quote("").escape("").done();
    CsvDialect noEscape = CsvDialect.with().escape("").done();

    assertThat(CsvFile.of(single, NOTE).read("note\n'a,b'\n'c''d'\n\"e\"\n"))
        .containsExactly("<a,b>", "<c'd>", "<\"e\">");
    assertThat(
            CsvFile.of(backslash, NOTE)
                .read("note\n\"a\\\"b\"\n\"c\\\\\"\n\"d\\ne\"\n\"f\"\"g\"\nh\\\"\n"))
        .containsExactly(
            "<a\"b>", "<c\\>", "<d\\ne>", "text behind a closing quote: \"f\"\"g\"", "<h\\\">");
    assertThat(CsvFile.of(guillemets, NOTE).read("note\n»a,b»\n»c»»d»\n"))
        .containsExactly("<a,b>", "<c»d>");
    assertThat(CsvFile.of(none, ID, NOTE).read("id,note\n1,\"a\n2,\"b\"\n"))
        .containsExactly("1,<\"a>", "2,<\"b\">");
    assertThat(CsvFile.of(noEscape, NOTE).read("note\n\"a\"\n\"b\"\"c\"\n"))
        .containsExactly("<a>", "text behind a closing quote: \"b\"\"c\"");
  }

  @Test
  void backslashes_areReadAsPostgresAndHiveWriteThem() {
    CsvDialect copy =
        CsvDialect.with()
            .delimiter("\t")
            .quote("")
            .escape("")
            .backslash(true)
            .header(false)
            .nulls("\\N")
            .done();

    assertThat(
            CsvFile.of(copy, ID, NOTE)
                .read("1\ta\\tb\\nc\\\\d\n2\t\\N\n3\t\\\\N\n4\t\n5\te\\\tf\\\ng\n6\t\\x\\\n"))
        .containsExactly("1,<a\tb\nc\\d>", "2,", "3,<\\N>", "4,<>", "5,<e\tf\ng>", "6,<\\x\n>");
    assertThat(CsvFile.of(copy, ID, NOTE).read("\\N\ta\\\r\nb\\b\\f\\r\\v\n1\tc\\"))
        .containsExactly(",<a\r\nb\b\f\r\u000b>", "1,<c\\>");
  }

  @Test
  void backslashes_inQuotes_areReadToo() {
    CsvDialect quoted = CsvDialect.with().backslash(true).multiline(true).done();

    assertThat(CsvFile.of(quoted, NOTE).read("note\n\"a\\\"b\\n\\,c\"\nd\\,e\n"))
        .containsExactly("<a\"b\n,c>", "<d,e>");
  }

  @Test
  void linesBeforeTheHeader_areSkipped_whateverIsInThem() {
    CsvDialect two = CsvDialect.with().skipLines(2).done();

    assertThat(
            CsvFile.of(two, ID, NOTE)
                .read("Report \"x\r\n\r\n\r\nnote,id\r\nö,1\r\n\r\nid,note\r\nb,2,3"))
        .containsExactly("1,<ö>", ",<id> {\"id\":\"note\"}", "2 fields expected, 3 found: b,2,3");
    assertThat(
            CsvFile.of(CsvDialect.with().skipLines(1).multiline(true).done(), ID, NOTE)
                .read("a \"title\nid,note\n1,\"a\nb\"\n"))
        .containsExactly("1,<a\nb>");
    assertThat(
            CsvFile.of(CsvDialect.with().skipLines(1).header(false).done(), ID, NOTE)
                .read("title\n1,a\n"))
        .containsExactly("1,<a>");
    assertThatThrownBy(() -> CsvFile.of(two, ID, NOTE).read("one\ntwo"))
        .hasMessageContaining("it has no header");
  }

  @Test
  void footer_isNoData() {
    CsvDialect footer = CsvDialect.with().skipFooter(2).done();

    assertThat(CsvFile.of(footer, ID, NOTE).read("id,note\n1,a\n2,b\n\nTotal: 2\n\"the end\n\n"))
        .containsExactly("1,<a>", "2,<b>");
    assertThat(CsvFile.of(footer, ID, NOTE).read("id,note\nTotal: 0\n")).isEmpty();
  }

  @Test
  void trailer_countsTheRecords() {
    CsvFile file =
        CsvFile.of(CsvDialect.with().header(false).trailer(new Trailer("T", 2)).done(), ID, NOTE);

    assertThat(file.read("1,a\n2,b,c\nT,2\n"))
        .containsExactly("1,<a>", "2 fields expected, 3 found: 2,b,c");
    assertThat(file.read("T,0\n")).isEmpty();
    assertThatThrownBy(() -> file.read("1,a\nT,2\n"))
        .hasMessageEndingWith("its trailer counts 2 records, 1 found");
    assertThatThrownBy(() -> file.read("1,a\nT,x\n"))
        .hasMessageEndingWith("its trailer counts x records, 1 found");
    assertThatThrownBy(() -> file.read("1,a\n2,b\n"))
        .hasMessageEndingWith(
            "it has no trailer (a last record that begins with T): it may be cut off");
    assertThatThrownBy(() -> file.read("T,1\n1,a\n")).hasMessageContaining("it has no trailer");
  }

  @Test
  void trailer_mayStandBeforeAFooter_andNeedNotCount() {
    CsvDialect dialect = CsvDialect.with().trailer(new Trailer("END", 0)).skipFooter(1).done();

    assertThat(CsvFile.of(dialect, ID, NOTE).read("id,note\n1,a\nEND\nbye\n"))
        .containsExactly("1,<a>");
  }

  @Test
  void comments_areNoRecords() {
    CsvDialect dialect = CsvDialect.with().comment("##").done();

    assertThat(CsvFile.of(dialect, ID, NOTE).read("## by x\nid,note\n1,a\n## \"\n#2,b\n3,##\n##"))
        .containsExactly("1,<a>", ",<b> {\"id\":\"#2\"}", "3,<##>");
  }

  @Test
  void nullAndEmptyText_areWhatTheDialectSays() {
    String text = "id,note\n1,\n2,\"\"\n3,\\N\n4,\"\\N\"\n5,x";

    assertThat(CsvFile.of(CSV, ID, NOTE).read(text))
        .containsExactly("1,", "2,<>", "3,<\\N>", "4,<\\N>", "5,<x>");
    assertThat(CsvFile.of(CsvDialect.with().nulls("\\N").done(), ID, NOTE).read(text))
        .containsExactly("1,<>", "2,<>", "3,", "4,", "5,<x>");
    assertThat(CsvFile.of(CsvDialect.with().nulls("", "\\N", "x").done(), ID, NOTE).read(text))
        .containsExactly("1,", "2,<>", "3,", "4,", "5,");
    assertThat(
            CsvFile.of(CsvDialect.with().emptyValue(EmptyValue.none).done(), ID, NOTE).read(text))
        .containsExactly("1,", "2,", "3,<\\N>", "4,<\\N>", "5,<x>");
    assertThat(
            CsvFile.of(CsvDialect.with().nulls("\\N").emptyValue(EmptyValue.none).done(), ID, NOTE)
                .read(text))
        .containsExactly("1,<>", "2,", "3,", "4,", "5,<x>");
  }

  @Test
  void emptyText_ofWhatIsNoString_isNull() {
    CsvFile file = CsvFile.of(CsvDialect.with().nulls("-").done(), ID, column("day", "date"));

    assertThat(file.read("id,day\n,\n\"\",-\n  , \"\"\n"))
        .containsExactly(",", ",", ", {\"day\":\" \\\"\\\"\"}");
    assertThat(file.report().columns().get("day").values()).isEqualTo(1);
    assertThat(file.report().columns()).doesNotContainKey("id");
  }

  @Test
  void marksOfAColumn_areNoValues() {
    Column quantity = column("qty", "int").read(Readings.nulls("NA", "-"));
    CsvFile file = CsvFile.of(CSV, ID, quantity, NOTE);

    assertThat(file.read("id,qty,note\n1,NA,NA\n2,-,-\n3,n/a,x\n"))
        .containsExactly("1,,<NA>", "2,,<->", "3,,<x> {\"qty\":\"n/a\"}");
    assertThat(file.report().columns().get("qty"))
        .isEqualTo(new FileReport.ColumnReport(1, new FileReport.Met(1, 26, "n/a")));
  }

  @Test
  void widths_cutLinesByCharacters() {
    CsvDialect fixed = CsvDialect.with().widths(3, 5, 4).done();
    CsvFile file = CsvFile.of(fixed, ID, NOTE, column("amount", "decimal(5,2)"));

    assertThat(file.read("id note amou\n")).isEmpty();
    assertThat(
            CsvFile.of(
                    CsvDialect.with().widths(3, 5, 4).header(false).done(),
                    ID,
                    NOTE,
                    column("amount", "decimal(5,2)"))
                .read("  1größe1.50\n2  a b   2.5  \n3  c\n4  d    3.00x\n"))
        .containsExactly(
            "1,<größe>,1.50",
            "2,<a b>,2.50",
            "3 fields expected, 2 found: 3  c",
            "3 fields expected, 4 found: 4  d    3.00x");
  }

  @Test
  void namesGivenTwice_areDistinctAndUndeclared() {
    String text = "id,ID,note,,note\n1,2,a,b,c\n";

    assertThat(CsvFile.of(CSV, ID, NOTE).read(text))
        .containsExactly("1,<a> {\"ID_2\":\"2\",\"column_4\":\"b\",\"note_2\":\"c\"}");
    assertThatThrownBy(() -> CsvFile.of(CSV, UnknownColumns.fail, ID, NOTE).read(text))
        .hasMessageEndingWith("its header has undeclared columns [ID_2, column_4, note_2]");
    assertThat(
            CsvFile.of(
                    CSV, UnknownColumns.add, ID, NOTE, column("ID_2", "string").from(Origin.ADDED))
                .read(text))
        .containsExactly("1,<a>,<2> {\"column_4\":\"b\",\"note_2\":\"c\"}");
  }

  @Test
  void columns_areFoundByAnyOfTheirNames() {
    Column cost = column("cost", "int").from(Origin.record("Cost %", "a.b"));
    Column was = column("name", "string").formerly(List.of("title"));
    CsvFile file = CsvFile.of(CSV, cost, was, column("again", "string").from(Origin.record("A.B")));

    assertThat(file.read("COST %,Title\n1,x\n")).containsExactly("1,<x>,");
    assertThat(CsvFile.of(CSV, column("id", "int").from(Origin.record(" No "))).read("no\n1\n"))
        .as("spaces around names do not count")
        .containsExactly("1");
    assertThat(file.read("a.b,name,title\n1,x,y\n")).containsExactly("1,<x>,<1> {\"title\":\"y\"}");
    assertThat(file.read("a.b,name\nx,y\n")).containsExactly(",<y>,<x> {\"a.b\":\"x\"}");
    assertThat(file.read("title,name\ny,\nw,x\n"))
        .as("of several names, the first one with a value counts")
        .containsExactly(",<y>,", ",<x>, {\"title\":\"w\"}");
  }

  @Test
  void undeclaredColumns_areCounted() {
    CsvFile file = CsvFile.of(CSV, ID);
    file.read("id,tip,none\n1,5,\n2,,\n3,\"\",\n");

    assertThat(file.report().undeclared())
        .containsExactly(java.util.Map.entry("none", 0L), java.util.Map.entry("tip", 2L));
  }

  @Test
  void bytesThatAreNotUtf8_areRescuedOneCharacterPerByte() {
    CsvFile file = CsvFile.of(CSV, ID, NOTE);
    byte[] text = "id,note,x\n1,caf\u00e9,\u00e9\n\u00e93\n4,\u00c3\u00a9,\n".getBytes(ISO_8859_1);

    assertThat(file.read(text))
        .containsExactly(
            "1, {\"note\":\"café\",\"x\":\"é\"}", "3 fields expected, 1 found: é3", "4,<é>");
    assertThat(file.report().columns().get("note").rescued())
        .isEqualTo(new FileReport.Met(1, 10, "café"));
  }

  @Test
  void fieldBeyondTheLimit_isCorrupt_andTheReasonNamesTheLimit() {
    CsvFile file = CsvFile.of(CSV, UnknownColumns.rescue, 10, ID, NOTE);
    CsvFile multiline =
        CsvFile.of(CsvDialect.with().multiline(true).done(), UnknownColumns.rescue, 10, ID, NOTE);

    assertThat(file.read("id,note\n1,0123456789\n2,0123456789a\n"))
        .containsExactly(
            "1,<0123456789>", "a field of more than 10 bytes (limits.max_field): 2,0123456789a");
    assertThat(multiline.read("id,note\n1,\"0\n2,b\n3,c\n4,d"))
        .containsExactly(
            "a quote is not closed within 10 bytes (limits.max_field): 1,\"0",
            "2,<b>",
            "3,<c>",
            "4,<d>");
    assertThat(multiline.read("id,note\n1,\"012345678\n\"\n2,\"0\n"))
        .containsExactly("1,<012345678\n>", "a quote is not closed: 2,\"0");
  }

  @Test
  void recordBeyondAllLimits_refusesTheFile() {
    CsvFile file = CsvFile.of(CSV, UnknownColumns.rescue, 1 << 20, ID, NOTE);

    assertThatThrownBy(
            () ->
                file.read(
                    ("id,note\n1," + "x".repeat(17 << 20)).getBytes(UTF_8),
                    0,
                    99 << 20,
                    Window.SIZE))
        .hasMessageEndingWith("the record from byte 8 on has more than 16777216 bytes");
  }

  @Test
  void emptyFile_andOneOfBlankLines_haveNoHeader() {
    assertThatThrownBy(() -> CsvFile.of(CSV, ID).read("")).hasMessageEndingWith("it has no header");
    assertThatThrownBy(() -> CsvFile.of(CSV, ID).read(" \n\n"))
        .hasMessageEndingWith("it has no header");
    assertThat(CsvFile.of(CsvDialect.with().header(false).done(), ID).read("")).isEmpty();
    assertThat(CsvFile.of(CSV, ID).read("id")).isEmpty();
  }
}
