package io.ingot.core.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.readers.CsvDialect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvHeaderTest {
  private static final CsvDialect CSV = CsvDialect.DEFAULT;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEnds_ofEveryKind_endTheHeader(String end) {
    assertThat(CsvHeader.parse("\uFEFFa, b ,\"c\"\"d\"" + end + "1,2,3", false, CSV))
        .contains(new CsvHeader(List.of("a", "b", "c\"d"), 1));
  }

  @Test
  void linesWithoutContent_areSkipped() {
    assertThat(CsvHeader.parse("\r\n \t\na,b\n", false, CSV))
        .contains(new CsvHeader(List.of("a", "b"), 3));
  }

  @Test
  void linesToSkip_areNotLookedInto() {
    CsvDialect format = skipping(3);

    assertThat(CsvHeader.parse("Report \"x\r\n\rtotal,3\n\na,b\n1,2", true, format))
        .contains(new CsvHeader(List.of("a", "b"), 5));
    assertThat(CsvHeader.parse("one\ntwo\nthree", true, format)).isEmpty();
    assertThat(CsvHeader.parse("one\ntwo\nthree\n", true, format)).isEmpty();
  }

  @Test
  void quotedLineEnds_belongToANameOnlyIfTheFormatSaysSo() {
    CsvDialect multiline =
        CsvDialect.with().delimiter(";").quote("'").escape("\\").multiline(true).done();

    assertThat(CsvHeader.parse("'a\n\\'1';'b;c'\n", false, multiline))
        .map(CsvHeader::names)
        .contains(List.of("a\n'1", "b;c"));
    assertThat(CsvHeader.parse("'a\nb", true, multiline)).isEmpty();
    assertThat(CsvHeader.parse("\n \na;b\n", true, multiline))
        .contains(new CsvHeader(List.of(""), 2));
    assertThat(CsvHeader.parse("\"a\nb\",c\n", false, CSV))
        .contains(new CsvHeader(List.of("a"), 1));
  }

  @Test
  void quote_thatIsNone_isPartOfTheName() {
    CsvDialect bare = CsvDialect.with().quote("").escape("").done();

    assertThat(CsvHeader.parse("\"a,b\"\n", false, bare))
        .map(CsvHeader::names)
        .contains(List.of("\"a", "b\""));
    assertThat(CsvHeader.parse("a\"b,c\"\n", false, CSV))
        .map(CsvHeader::names)
        .contains(List.of("a\"b", "c\""));
  }

  @Test
  void header_thatDoesNotEndInTheHead_isUnknown() {
    assertThat(CsvHeader.parse("a,b", false, CSV)).isEqualTo(Optional.empty());
    assertThat(CsvHeader.parse("a,b", true, CSV)).contains(new CsvHeader(List.of("a", "b"), 1));
    assertThat(CsvHeader.parse("  ", true, CSV)).isEmpty();
  }

  @Test
  void header_ofQuotesOnly_isReadInOneGo() {
    assertThat(CsvHeader.parse("a" + "\"".repeat(1 << 20) + " ", true, CSV))
        .map(h -> h.names().get(0).length())
        .contains((1 << 20) + 1);
  }

  private static CsvDialect skipping(int lines) {
    return CsvDialect.with().skipLines(lines).done();
  }
}
