package io.ingot.readers;

import static io.ingot.readers.CsvFile.column;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvHeaderTest {
  private static final CsvDialect CSV = CsvDialect.DEFAULT;
  private static final Column ID = new Column("id", "int", true);
  private static final Column NOTE = column("note", "string");

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEnds_ofEveryKind_endTheHeader(String end) throws IOException {
    assertThat(names(CSV, "\uFEFFa, b ,\"c\"\"d\"" + end + "1,2,3", false))
        .contains(List.of("a", "b", "c\"d"));
  }

  @Test
  void linesWithoutContent_andComments_areSkipped() throws IOException {
    CsvDialect commented = CsvDialect.with().comment("#").done();

    assertThat(names(CSV, "\r\n \t\na,b\n", false)).contains(List.of("a", "b"));
    assertThat(names(commented, "#x\n\n# y\na,b\n", false)).contains(List.of("a", "b"));
  }

  @Test
  void linesToSkip_areNotLookedInto() throws IOException {
    CsvDialect three = CsvDialect.with().skipLines(3).done();

    assertThat(names(three, "Report \"x\r\n\rtotal,3\n\na,b\n1,2", true))
        .contains(List.of("a", "b"));
    assertThat(names(three, "one\ntwo\nthree", false)).isEmpty();
    assertThatThrownBy(() -> names(three, "one\ntwo\nthree\n", true))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("it has no header");
  }

  @Test
  void quotedLineEnds_belongToANameOnlyIfTheDialectSaysSo() throws IOException {
    CsvDialect multiline =
        CsvDialect.with().delimiter(";").quote("'").escape("\\").multiline(true).done();

    assertThat(names(multiline, "'a\n\\'1';'b;c'\n", false)).contains(List.of("a\n'1", "b;c"));
    assertThat(names(multiline, "'a\nb", false)).isEmpty();
    assertThatThrownBy(() -> names(multiline, "'a\nb", true))
        .hasMessage("its header cannot be read: a quote is not closed");
    assertThatThrownBy(() -> names(CSV, "\"a\nb\",c\n", false))
        .hasMessage("its header cannot be read: a quote is not closed");
  }

  @Test
  void header_thatDoesNotEndInTheHead_isUnknown() throws IOException {
    assertThat(names(CSV, "a,b", false)).isEmpty();
    assertThat(names(CSV, "a,\"b", false)).isEmpty();
    assertThat(names(CSV, "", false)).isEmpty();
    assertThat(names(CSV, "a,b", true)).contains(List.of("a", "b"));
    assertThatThrownBy(() -> names(CSV, "  ", true)).hasMessage("it has no header");
  }

  @Test
  void header_ofOneMegabyte_isTheLongest() throws IOException {
    String most = "a" + "\"".repeat((1 << 20) - 3) + " \n";

    assertThat(names(CSV, most, true))
        .hasValueSatisfying(n -> assertThat(n.get(0)).hasSize((1 << 20) - 2));
    assertThatThrownBy(() -> names(CSV, "a" + most, true))
        .hasMessage("its header does not end within 1048576 bytes");
  }

  @Test
  void textWithoutHeader_hasTheDeclaredColumns() throws IOException {
    CsvDialect none = CsvDialect.with().header(false).done();
    ReadSpec spec =
        spec(
            none,
            ID,
            column("day", "date").from(new Origin(Origin.Kind.path, List.of(), "")),
            NOTE);

    assertThat(CsvHeader.parse("1,a".getBytes(UTF_8), false, spec))
        .hasValueSatisfying(
            h -> {
              assertThat(h.names()).containsExactly("id", "note");
              assertThat(h.refusal(spec)).isEmpty();
            });
  }

  @Test
  void names_areMadeDistinct() {
    assertThat(CsvHeader.unique(List.of("a", "A", "", "a_2", "a", "column_3")))
        .containsExactly("a", "A_2", "column_3", "a_2_2", "a_3", "column_3_2");
    assertThat(CsvHeader.unique(new ArrayList<>(java.util.Collections.nCopies(100_000, "x"))))
        .hasSize(100_000)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "id,other~",
        "ID ,NOTE~",
        "note~its header lacks required columns (id; header: note)",
        "id;note~its header lacks required columns (id; header: id;note); the delimiter is likely \";\"",
        "x;id;note~its header lacks required columns (id; header: x;id;note); the delimiter is likely \";\"",
        "sep=;~its header lacks required columns (id; header: sep=;); its first line is what Excel writes before a header: declare skip_lines: 1 and delimiter: \";\"",
        "<!DOCTYPE html>~its header lacks required columns (id; header: <!DOCTYPE html>); it is an HTML page",
        "<?xml version='1.0'?>~its header lacks required columns (id; header: <?xml version='1.0'?>); it is an XML document",
        "{\"id\":1}~its header lacks required columns (id; header: {\"id\":1}); it is likely JSON",
        "1,first~its header lacks required columns (id; header: 1, first); it likely has no header: declare header: false",
        "Cost,Remark~its header lacks required columns (id; header: Cost, Remark)",
      })
  void header_withoutARequiredColumn_isRefusedWithTheLikelyCause(String text, String refusal)
      throws IOException {
    assertThat(refusal(spec(CSV, ID, NOTE), text + "\n").orElse(null)).isEqualTo(refusal);
  }

  @Test
  void header_thatNamesNoneOfTheDeclaredColumns_isRefused_evenIfNoneIsRequired()
      throws IOException {
    ReadSpec spec = spec(CSV, column("a", "int"), column("b", "int"));

    assertThat(refusal(spec, "a|b\n"))
        .contains(
            "its header names none of the declared columns (declared: a, b; header: a|b); the delimiter is likely \"|\"");
    assertThat(refusal(spec, "a\tb\n"))
        .hasValueSatisfying(r -> assertThat(r).endsWith("the delimiter is likely \"\\t\""));
    assertThat(refusal(spec, "c,d\n"))
        .contains("its header names none of the declared columns (declared: a, b; header: c, d)");
    assertThat(refusal(spec, "b\n")).isEmpty();
  }

  @Test
  void header_inAnotherEncoding_isRefusedIfADeclaredColumnIsMissing() throws IOException {
    byte[] latin = "größe,note\n".getBytes(ISO_8859_1);
    ReadSpec wanting = spec(CSV, column("größe", "int"), NOTE);
    ReadSpec requiring = spec(CSV, new Column("größe", "int", true), NOTE);
    ReadSpec other = spec(CSV, NOTE);
    CsvHeader header = CsvHeader.parse(latin, false, wanting).orElseThrow();

    assertThat(header.names()).containsExactly("größe", "note");
    assertThat(header.refusal(wanting))
        .contains(
            "its header has no column größe (header: größe, note); the encoding is likely windows-1252");
    assertThat(header.refusal(requiring))
        .contains(
            "its header lacks required columns (größe; header: größe, note); the encoding is likely windows-1252");
    assertThat(header.refusal(other)).isEmpty();
  }

  @Test
  void header_ofTooManyColumns_isRefused() throws IOException {
    assertThat(refusal(spec(CSV, ID), "id" + ",".repeat(2_000) + "\n"))
        .contains("it has 2,001 columns, more than 2,000");
    assertThat(refusal(spec(CSV, ID), "id" + ",".repeat(1_999) + "\n")).isEmpty();
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    assertThatThrownBy(() -> names(CSV, "PAR1\0data", false))
        .hasMessage("it holds binary data, not text");
    assertThatThrownBy(() -> names(CSV, "i\0d\0,\0n\0a\0m\0e\0\r\0\n\0", false))
        .hasMessage("it is UTF-16LE, not UTF-8");
    assertThatThrownBy(() -> names(CSV, "\0i\0d\0,\0n\0a\0m\0e\0\r\0\n", false))
        .hasMessage("it is UTF-16BE, not UTF-8");
  }

  private static Optional<List<String>> names(CsvDialect dialect, String text, boolean isWhole)
      throws IOException {
    return CsvHeader.parse(text.getBytes(UTF_8), isWhole, spec(dialect, ID, NOTE))
        .map(CsvHeader::names);
  }

  private static Optional<String> refusal(ReadSpec spec, String text) throws IOException {
    return CsvHeader.parse(text.getBytes(UTF_8), true, spec).orElseThrow().refusal(spec);
  }

  private static ReadSpec spec(CsvDialect dialect, Column... columns) {
    return new ReadSpec(
        Format.of(dialect), List.of(columns), UnknownColumns.rescue, "in/", ReadSpec.MAX_FIELD);
  }
}
