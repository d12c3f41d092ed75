package io.ingot.readers;

import static io.ingot.readers.CsvFile.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.ingot.readers.CsvDialect.LongRows;
import io.ingot.readers.CsvDialect.ShortRows;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

class CsvPropertiesTest {
  private static final Column ID = column("id", "int");
  private static final Column NOTE = column("note", "string");

  @Property(tries = 500, seed = "20261129")
  void anyCutIntoParts_readsTheSameRecords(
      @ForAll("texts") String text,
      @ForAll("dialects") CsvDialect dialect,
      @ForAll("cuts") int[] cuts)
      throws IOException {
    byte[] bytes = ("id,note" + text).getBytes(UTF_8);
    CsvFile file = CsvFile.of(dialect, ID, NOTE);
    List<String> whole = tried(() -> file.read(bytes, 0, bytes.length, Window.SIZE));
    FileReport report = file.report();
    int[] places =
        IntStream.concat(
                IntStream.of(0, bytes.length), Arrays.stream(cuts).map(c -> c % (bytes.length + 1)))
            .sorted()
            .distinct()
            .toArray();
    List<String> parts = new ArrayList<>();
    FileReport merged = FileReport.NOTHING;
    for (int i = 0; i + 1 < places.length; i++) {
      int from = places[i];
      int to = places[i + 1];
      parts.addAll(tried(() -> file.read(bytes, from, to, 1 + to % 20)));
      merged = merged.and(file.report());
    }

    if (whole.stream().noneMatch(r -> r.startsWith("refused"))) {
      assertThat(parts).isEqualTo(whole);
      assertThat(merged).isEqualTo(report);
    } else {
      assertThat(parts).containsOnly(whole.get(0));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "1", "2", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", " ", "ö", "#", "x", "\t")
        .list()
        .ofMaxSize(60)
        .map(parts -> parts.stream().collect(Collectors.joining("", "\n", "")));
  }

  @Provide
  Arbitrary<CsvDialect> dialects() {
    return Arbitraries.of(
        CsvDialect.DEFAULT,
        CsvDialect.with().comment("#").nulls("x", "").done(),
        CsvDialect.with().quote("").escape("").shortRows(ShortRows.nulls).done(),
        CsvDialect.with().longRows(LongRows.rescue).trailingDelimiter(true).done(),
        CsvDialect.with().header(false).skipLines(1).escape("\\").done());
  }

  @Provide
  Arbitrary<int[]> cuts() {
    return Arbitraries.integers()
        .between(0, 200)
        .list()
        .ofMaxSize(6)
        .map(l -> l.stream().mapToInt(Integer::intValue).toArray());
  }

  @Property(tries = 1_000, seed = "20261129")
  void randomBytes_areReadWhole_orRefused(
      @ForAll("bytes") byte[] bytes, @ForAll("anyDialects") CsvDialect dialect) {
    CsvFile file = CsvFile.of(dialect, ID, NOTE);
    List<String> rows = tried(() -> file.read(bytes, 0, bytes.length, Window.SIZE));

    for (int size : new int[] {1, 7}) {
      assertThat(tried(() -> file.read(bytes, 0, bytes.length, size))).isEqualTo(rows);
    }
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> likely =
        Arbitraries.of("idnote,;|\"'\\\n\r \t#T\u00e9".chars().mapToObj(c -> (byte) c).toList());
    Arbitrary<Byte> any = Arbitraries.bytes().filter(b -> b != 0);
    Arbitrary<byte[]> bytes =
        Arbitraries.oneOf(likely, likely, likely, any)
            .list()
            .ofMaxSize(80)
            .map(
                l -> {
                  byte[] all = new byte[l.size()];
                  for (int i = 0; i < all.length; i++) {
                    all[i] = l.get(i);
                  }
                  return all;
                });
    return bytes.map(b -> Packed.join("id,note\n".getBytes(UTF_8), b));
  }

  @Provide
  Arbitrary<CsvDialect> anyDialects() {
    return Combinators.combine(
            Arbitraries.of(",", ";", "||", "§", "\t"),
            Arbitraries.of("\"", "'", "", "\"\"", "\u00ab"),
            Arbitraries.of("\"", "\\", "", "\u00ab"),
            Arbitraries.of(true, false).array(boolean[].class).ofSize(4),
            Arbitraries.of("", "#", "//"),
            Arbitraries.of("UTF-8", "windows-1252", "UTF-16", "Shift_JIS"),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(List.of(), List.of(2, 3)))
        .as(
            (delimiter, quote, escape, is, comment, encoding, lines, widths) ->
                CsvDialect.with()
                    .delimiter(delimiter)
                    .quote(quote)
                    .escape(escape)
                    .multiline(is[0])
                    .backslash(is[1])
                    .trailingDelimiter(is[2])
                    .header(is[3])
                    .comment(comment)
                    .encoding(encoding)
                    .skipLines(lines)
                    .skipFooter(2 - lines)
                    .widths(widths.toArray(Integer[]::new))
                    .done());
  }

  @Property(tries = 300, seed = "20261129")
  void everyByte_isAccountedFor(@ForAll("bytes") byte[] bytes) {
    CsvDialect plain = CsvDialect.with().quote("").escape("").header(false).nulls("").done();
    CsvFile file = CsvFile.of(plain, column("a", "string"), column("b", "string"));
    List<String> rows = tried(() -> file.read(bytes, 0, bytes.length, Window.SIZE));
    if (rows.stream().anyMatch(r -> r.startsWith("refused"))) {
      return;
    }
    String read = String.join("", rows);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c > ' ' && c < 0x7f && c != ',' && c != '"' && c != '\\') {
        assertThat(read).contains(String.valueOf(c));
      }
    }
  }

  @Property(tries = 300, seed = "20261129")
  void rowsThatCommonsCsvWrites_areReadBack(
      @ForAll("rows") List<List<String>> rows,
      @ForAll("delimiters") String delimiter,
      @ForAll("quotes") char quote,
      @ForAll("lineEnds") String lineEnd,
      @ForAll("modes") QuoteMode mode,
      @ForAll("encodings") String encoding)
      throws IOException {
    StringWriter out = new StringWriter();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setQuote(quote)
            .setQuoteMode(mode)
            .setRecordSeparator(lineEnd)
            .get();
    try (CSVPrinter printer = new CSVPrinter(out, format)) {
      printer.printRecord("a", "b", "c");
      for (List<String> row : rows) {
        printer.printRecord(row);
      }
    }
    CsvDialect dialect =
        CsvDialect.with()
            .delimiter(delimiter)
            .quote(String.valueOf(quote))
            .escape(String.valueOf(quote))
            .multiline(true)
            .nulls("(null)")
            .encoding(encoding)
            .done();

    assertThat(texts(dialect, out.toString().getBytes(Charset.forName(encoding)))).isEqualTo(rows);
  }

  @Property(tries = 300, seed = "20261129")
  void rowsThatUnivocityWrites_areReadBack(
      @ForAll("rows") List<List<String>> rows,
      @ForAll("delimiters") String delimiter,
      @ForAll("lineEnds") String lineEnd,
      @ForAll("escapes") char escape,
      @ForAll("flags") boolean all)
      throws IOException {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setLineSeparator(lineEnd);
    settings.getFormat().setQuoteEscape(escape);
    settings.setQuoteAllFields(all);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setEmptyValue("");
    settings.trimValues(false);
    settings.setQuotationTriggers('\n', '\r', '"', ' ', '\t');
    StringWriter out = new StringWriter();
    CsvWriter writer = new CsvWriter(out, settings);
    writer.writeHeaders("a", "b", "c");
    rows.forEach(row -> writer.writeRow(row.toArray()));
    writer.close();
    CsvDialect dialect =
        CsvDialect.with()
            .delimiter(delimiter)
            .escape(String.valueOf(escape))
            .multiline(true)
            .nulls("(null)")
            .done();

    assertThat(texts(dialect, out.toString().getBytes(UTF_8))).isEqualTo(rows);
  }

  @Property(tries = 300, seed = "20261129")
  void rowsThatPostgresCopies_areReadBack(
      @ForAll("rows") List<List<String>> rows, @ForAll("delimiters") String delimiter)
      throws IOException {
    String text =
        rows.stream()
            .map(
                r ->
                    r.stream()
                        .map(v -> copied(v, delimiter))
                        .collect(Collectors.joining(delimiter)))
            .collect(Collectors.joining("\n", "a" + delimiter + "b" + delimiter + "c\n", "\n"));
    CsvDialect dialect =
        CsvDialect.with()
            .delimiter(delimiter)
            .quote("")
            .escape("")
            .backslash(true)
            .nulls("\\N")
            .done();

    assertThat(texts(dialect, text.getBytes(UTF_8))).isEqualTo(rows);
  }

  /** As CopyAttributeOutText of PostgreSQL does. */
  private static String copied(String value, String delimiter) {
    return value
        .replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace(delimiter, "\\" + delimiter);
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> value =
        Arbitraries.of(
                "a", "b", ",", ";", "|", "\"", "'", "\\", "\n", "\r\n", "\r", " ", "\t", "#", "é",
                "€", "N")
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts));
    return Combinators.combine(value.map(v -> "k" + v), value, value.map(v -> v + "z"))
        .as((a, b, c) -> List.of(a, b, c))
        .list()
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> delimiters() {
    return Arbitraries.of(",", ";", "\t", "|", "::", "~|~");
  }

  @Provide
  Arbitrary<Character> quotes() {
    return Arbitraries.of('"', '\'');
  }

  @Provide
  Arbitrary<Character> escapes() {
    return Arbitraries.of('"', '\\');
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }

  @Provide
  Arbitrary<QuoteMode> modes() {
    return Arbitraries.of(QuoteMode.ALL, QuoteMode.MINIMAL, QuoteMode.NON_NUMERIC);
  }

  @Provide
  Arbitrary<String> encodings() {
    return Arbitraries.of("UTF-8", "windows-1252", "UTF-16", "UTF-16LE", "GB18030");
  }

  @Provide
  Arbitrary<Boolean> flags() {
    return Arbitraries.of(true, false);
  }

  private static List<List<String>> texts(CsvDialect dialect, byte[] bytes) throws IOException {
    ReadSpec spec =
        new ReadSpec(
            Format.of(dialect),
            List.of(column("a", "string"), column("b", "string"), column("c", "string")),
            UnknownColumns.rescue,
            "in/",
            ReadSpec.MAX_FIELD);
    List<List<String>> rows = new ArrayList<>();
    Values row = new Values(7);
    try (RecordReader reader = RecordReaders.open(spec, new MemoryFile(bytes), 0, bytes.length)) {
      while (reader.next(row)) {
        assertThat(row.get(spec.corruptReason())).isNull();
        rows.add(IntStream.range(0, 3).mapToObj(row::get).map(String.class::cast).toList());
      }
    }
    return rows;
  }

  /** What is read, or why it is refused. */
  private static List<String> tried(Supplier<List<String>> reading) {
    try {
      return reading.get();
    } catch (UncheckedIOException e) {
      assertThat(e.getCause()).isInstanceOf(UnreadableFileException.class);
      return List.of("refused: " + e.getCause().getMessage());
    }
  }
}
