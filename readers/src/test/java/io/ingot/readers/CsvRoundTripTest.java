package io.ingot.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import com.univocity.parsers.fixed.FixedWidthFields;
import com.univocity.parsers.fixed.FixedWidthWriter;
import com.univocity.parsers.fixed.FixedWidthWriterSettings;
import io.ingot.readers.CsvDialect.LongRows;
import io.ingot.readers.CsvDialect.ShortRows;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** Rows that other programs write, in ways of the options' cross product, are read back equal. */
class CsvRoundTripTest {
  private static final int ROWS = 8;
  private static final Integer[] WIDTHS = {11, 9, 17, 11, 34, 5, 24, 20};
  private static final List<String> NAMES = TypedRows.COLUMNS.stream().map(Column::name).toList();

  /** Writes records between what stands before and behind them. */
  private interface Writing {
    void write(CsvWay way, List<List<String>> records, StringWriter out) throws IOException;
  }

  @Property(tries = 600, seed = "20261129")
  void rowsOfCommonsCsv_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    assertReadBack(CsvWay.any(random, false), random, CsvRoundTripTest::commons);
  }

  @Property(tries = 200, seed = "20261129")
  void rowsOfCommonsCsv_withBackslashes_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    assertReadBack(CsvWay.any(random, true), random, CsvRoundTripTest::commons);
  }

  private static void commons(CsvWay way, List<List<String>> records, StringWriter out)
      throws IOException {
    CsvDialect dialect = way.dialect();
    CSVFormat.Builder format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(dialect.delimiter())
            .setNullString(way.nullMark())
            .setTrailingDelimiter(dialect.trailingDelimiter())
            .setRecordSeparator(way.lineEnd());
    if (dialect.backslash()) {
      format.setQuote(null).setEscape('\\').setQuoteMode(QuoteMode.NONE);
    } else {
      format
          .setQuote(dialect.quote().charAt(0))
          .setEscape(dialect.escape().charAt(0))
          .setQuoteMode(way.isQuoted() ? QuoteMode.ALL_NON_NULL : QuoteMode.MINIMAL);
    }
    if (!dialect.comment().isEmpty()) {
      format.setCommentMarker(dialect.comment().charAt(0));
    }
    try (CSVPrinter printer = new CSVPrinter(out, format.get())) {
      for (List<String> each : records) {
        if (!dialect.comment().isEmpty()) {
          printer.printComment("no, \"data");
        }
        printer.printRecord(each);
      }
    }
  }

  @Property(tries = 400, seed = "20261129")
  void rowsOfUnivocity_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    CsvWay way = CsvWay.any(random, false);
    if (!way.dialect().trailingDelimiter()) {
      assertReadBack(way, random, CsvRoundTripTest::univocity);
    }
  }

  private static void univocity(CsvWay way, List<List<String>> records, StringWriter out) {
    CsvDialect dialect = way.dialect();
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setDelimiter(dialect.delimiter());
    settings.getFormat().setLineSeparator(way.lineEnd());
    settings.getFormat().setQuote(dialect.quote().charAt(0));
    settings.getFormat().setQuoteEscape(dialect.escape().charAt(0));
    settings.getFormat().setComment('#');
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.trimValues(false);
    settings.setNullValue(way.nullMark());
    settings.setEmptyValue(way.nullMark().isEmpty() ? "" : dialect.quote() + dialect.quote());
    settings.setMaxColumns(TypedRows.COLUMNS.size() + 1);
    settings.setQuoteEscapingEnabled(true);
    settings.setQuotationTriggers('\n', '\r', dialect.quote().charAt(0), ' ', '\t', '\u00a0');
    CsvWriter writer = new CsvWriter(out, settings);
    for (List<String> each : records) {
      if (!dialect.comment().isEmpty()) {
        writer.commentRow("no, \"data");
      }
      writer.writeRow(each.toArray());
    }
    writer.close();
  }

  private static void assertReadBack(CsvWay way, Random random, Writing writing)
      throws IOException {
    if (!way.isEncodable()) {
      return;
    }
    CsvDialect dialect = way.dialect();
    List<List<Object>> rows = TypedRows.some(random, random.nextInt(ROWS), () -> way.text(random));
    StringWriter out = new StringWriter();
    for (int i = 0; i < dialect.skipLines(); i++) {
      out.append("no ").append(dialect.quote()).append("data").append(way.lineEnd());
    }
    List<List<String>> records = new ArrayList<>();
    if (dialect.header()) {
      records.add(NAMES);
    }
    List<List<Object>> expected = new ArrayList<>();
    for (List<Object> row : rows) {
      records.add(written(way, row, random, expected));
    }
    if (dialect.trailer().isThere()) {
      records.add(List.of("T", Integer.toString(rows.size())));
    }
    for (int i = 0; i < dialect.skipFooter(); i++) {
      records.add(List.of("bye"));
    }
    writing.write(way, records, out);
    byte[] file = way.packed(out.toString());

    ReadSpec spec = way.spec();
    assertThat(TypedRows.read(spec, file)).as("%s: %s", way, out).isEqualTo(expected);
    if (RecordReaders.splittable(spec, new MemoryFile(file))) {
      int cut = random.nextInt(file.length + 1);
      List<List<Object>> parts = new ArrayList<>(TypedRows.read(spec, file, 0, cut));
      parts.addAll(TypedRows.read(spec, file, cut, file.length));
      assertThat(parts).as("%s, cut at %d: %s", way, cut, out).isEqualTo(expected);
    }
  }

  /** The texts of a row, sometimes fewer or more than there are columns, where that is declared. */
  private static List<String> written(
      CsvWay way, List<Object> row, Random random, List<List<Object>> expected) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(way.text(i, row.get(i)));
    }
    List<Object> read = new ArrayList<>(row);
    if (way.dialect().shortRows() == ShortRows.nulls && random.nextInt(3) == 0) {
      while (texts.size() > 1 && texts.get(texts.size() - 1) == null) {
        texts.remove(texts.size() - 1);
      }
    } else if (way.dialect().longRows() == LongRows.rescue && random.nextInt(3) == 0) {
      texts.add("more");
      read.add("{\"column_9\":\"more\"}");
    }
    expected.add(read);
    return texts;
  }

  @Property(tries = 200, seed = "20261129")
  void rowsOfUnivocity_inFixedWidths_areReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    CsvWay any = CsvWay.any(random, false);
    CsvDialect dialect =
        CsvDialect.with()
            .widths(WIDTHS)
            .header(any.dialect().header())
            .encoding(any.dialect().encoding())
            .done();
    CsvWay way =
        new CsvWay(
            dialect,
            any.lineEnd(),
            false,
            Reading.Numbers.PLAIN,
            any.dayForm(),
            any.timeForm(),
            any.zone(),
            any.marks(),
            any.packing());
    FixedWidthWriterSettings settings =
        new FixedWidthWriterSettings(
            new FixedWidthFields(Arrays.stream(WIDTHS).mapToInt(w -> w).toArray()));
    settings.getFormat().setLineSeparator(way.lineEnd());
    List<List<Object>> rows =
        TypedRows.some(random, random.nextInt(ROWS), () -> "x ".repeat(random.nextInt(3)) + "é");
    StringWriter out = new StringWriter();
    FixedWidthWriter writer = new FixedWidthWriter(out, settings);
    if (dialect.header()) {
      writer.writeRow(NAMES);
    }
    for (List<Object> row : rows) {
      writer.writeRow(
          IntStream.range(0, row.size()).mapToObj(i -> way.text(i, row.get(i))).toArray());
    }
    writer.close();

    assertThat(TypedRows.read(way.spec(), way.packed(out.toString())))
        .as("%s: %s", way, out)
        .isEqualTo(rows);
  }
}
