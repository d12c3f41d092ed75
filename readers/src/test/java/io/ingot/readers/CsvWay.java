package io.ingot.readers;

import io.ingot.readers.CsvDialect.EmptyValue;
import io.ingot.readers.CsvDialect.LongRows;
import io.ingot.readers.CsvDialect.ShortRows;
import io.ingot.readers.CsvDialect.Trailer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A way to write CSV: one point of the options' cross product.
 *
 * @param dialect the dialect
 * @param lineEnd what stands behind a record
 * @param isQuoted whether everything that is not NULL is quoted
 * @param numbers how decimals are written
 * @param dayForm pattern of dates; empty for the ISO form
 * @param timeForm pattern of times; empty for the ISO form
 * @param zone zone of times
 * @param marks texts that mean true and false
 * @param packing how the file is compressed
 */
record CsvWay(
    CsvDialect dialect,
    String lineEnd,
    boolean isQuoted,
    Reading.Numbers numbers,
    String dayForm,
    String timeForm,
    String zone,
    List<String> marks,
    Codec packing) {
  private static final List<String> TEXTS =
      List.of(
          "a", "b", "7", ",", ";", "|", "||", "~", "\"", "'", "\\", "\n", "\r\n", "\r", " ", "\t",
          "#", "é", "€", "Ł", "日", "😀", "\u00a0", "\u2028", "null", "{", "T");

  /** Any way, or one whose text stands in no quotes but has backslashes. */
  static CsvWay any(Random random, boolean isBackslash) {
    String delimiter =
        isBackslash
            ? one(random, ",", "\t", "|", "\u0001")
            : one(random, ",", ";", "\t", "|", "||", "~|~", "§", "\u0001");
    String quote = isBackslash ? "" : one(random, "\"", "'");
    String escape = isBackslash ? "" : one(random, quote, "\\");
    String mark = isBackslash ? "\\N" : one(random, "", "\\N", "NULL", "n/a");
    Trailer trailer = random.nextInt(4) == 0 ? new Trailer("T", random.nextInt(2) * 2) : null;
    CsvDialect dialect =
        CsvDialect.with()
            .delimiter(delimiter)
            .quote(quote)
            .escape(escape)
            .backslash(isBackslash)
            .header(random.nextBoolean())
            .multiline(!isBackslash && random.nextBoolean())
            .nulls(
                random.nextBoolean()
                    ? new String[] {mark}
                    : new String[] {mark, "(none)", "<null>"})
            .emptyValue(random.nextInt(4) == 0 ? EmptyValue.none : EmptyValue.text)
            .encoding(
                one(
                    random,
                    "UTF-8",
                    "UTF-8",
                    "windows-1252",
                    "ISO-8859-15",
                    "UTF-16",
                    "UTF-16LE",
                    "UTF-32",
                    "GB18030"))
            .trailingDelimiter(!isBackslash && random.nextInt(3) == 0)
            .comment(one(random, "", "#"))
            .skipLines(random.nextInt(3))
            .skipFooter(random.nextInt(3))
            .trailer(trailer == null ? Trailer.NONE : trailer)
            .shortRows(one(random, ShortRows.corrupt, ShortRows.nulls))
            .longRows(one(random, LongRows.corrupt, LongRows.rescue))
            .done();
    return new CsvWay(
        dialect,
        one(random, "\n", "\r\n", "\r"),
        !isBackslash && random.nextBoolean(),
        one(
            random,
            Reading.Numbers.PLAIN,
            new Reading.Numbers(",", ".", false, false, false),
            new Reading.Numbers(".", "'", false, true, false),
            new Reading.Numbers(",", " ", true, false, true)),
        one(random, "", "M/d/yyyy", "dd.MM.yyyy", "yyyyMMdd", "d MMM yyyy"),
        one(random, "", "dd.MM.yyyy HH:mm:ss.SSSSSS", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"),
        one(random, "UTC", "Asia/Tokyo"),
        one(random, List.of("true", "false"), List.of("J", "N"), List.of("1", "0")),
        one(random, Codec.none, Codec.gzip, Codec.zstd, Codec.bzip2, Codec.zip));
  }

  @SafeVarargs
  private static <T> T one(Random random, T... items) {
    return items[random.nextInt(items.length)];
  }

  /** The first of the marks that mean NULL, which writers use. */
  String nullMark() {
    return dialect.nulls().get(0);
  }

  /** Texts that can be written so, and told from NULL. */
  String text(Random random) {
    boolean isEmptyTold = isQuoted || !nullMark().isEmpty();
    while (true) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(7); i > 0; i--) {
        text.append(TEXTS.get(random.nextInt(TEXTS.size())));
      }
      String said = text.toString();
      boolean isLine =
          dialect.multiline()
              || dialect.backslash()
              || said.chars().noneMatch(c -> c == '\n' || c == '\r');
      boolean isEmptyText =
          !said.isEmpty() || (isEmptyTold && dialect.emptyValue() == EmptyValue.text);
      if (isLine
          && isEmptyText
          && !dialect.nulls().contains(said)
          && !isAmbiguous(said)
          && Charset.forName(dialect.encoding()).newEncoder().canEncode(said)) {
        return said;
      }
    }
  }

  /**
   * Whether a delimiter of several characters behind a text begins within it: few writers quote
   * then.
   */
  private boolean isAmbiguous(String text) {
    String delimiter = dialect.delimiter();
    return IntStream.range(1, delimiter.length())
        .anyMatch(n -> text.endsWith(delimiter.substring(0, n)));
  }

  /** Whether the dialect's own characters can be written. */
  boolean isEncodable() {
    return Charset.forName(dialect.encoding()).newEncoder().canEncode(dialect.delimiter());
  }

  /** The text of a value, as people write it who write so; null for NULL. */
  String text(int column, Object value) {
    if (value == null) {
      return null;
    }
    return switch (column) {
      case TypedRows.AMOUNT -> amount((BigDecimal) value);
      case TypedRows.DAY ->
          dayForm.isEmpty()
              ? TypedRows.date(value).toString()
              : form(dayForm).format(TypedRows.date(value));
      case TypedRows.AT ->
          form(timeForm.isEmpty() ? "yyyy-MM-dd HH:mm:ss.SSSSSS" : timeForm)
              .format(
                  TypedRows.time(value)
                      .atOffset(ZoneOffset.UTC)
                      .atZoneSameInstant(ZoneId.of(zone)));
      case TypedRows.FLAG -> marks.get((boolean) value ? 0 : 1);
      default -> value.toString();
    };
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  private String amount(BigDecimal value) {
    if (numbers.equals(Reading.Numbers.PLAIN)) {
      return value.toPlainString();
    }
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
    symbols.setDecimalSeparator(numbers.decimal().charAt(0));
    symbols.setGroupingSeparator(numbers.group().charAt(0));
    DecimalFormat format = new DecimalFormat("#,##0.000", symbols);
    format.setRoundingMode(RoundingMode.UNNECESSARY);
    BigDecimal whole = numbers.percent() ? value.movePointRight(2) : value;
    boolean isBracketed = numbers.parentheses() && value.signum() < 0;
    String text = format.format(isBracketed ? whole.negate() : whole);
    return (isBracketed ? "(" + text + ")" : text)
        + (numbers.percent() ? " %" : "")
        + (numbers.currency() ? " EUR" : "");
  }

  /** What is to be read from files that are written so. */
  ReadSpec spec() {
    List<Column> columns = new ArrayList<>(TypedRows.COLUMNS);
    columns.set(TypedRows.AMOUNT, columns.get(TypedRows.AMOUNT).read(Reading.PLAIN.in(numbers)));
    columns.set(TypedRows.DAY, columns.get(TypedRows.DAY).written(dayForm));
    Reading time = Reading.PLAIN.in(timeForm);
    columns.set(
        TypedRows.AT,
        columns
            .get(TypedRows.AT)
            .read(
                new Reading(
                    time.formats(),
                    zone,
                    0,
                    Reading.Epoch.none,
                    List.of(),
                    Reading.Numbers.PLAIN,
                    List.of(),
                    List.of())));
    columns.set(
        TypedRows.FLAG,
        columns
            .get(TypedRows.FLAG)
            .read(
                new Reading(
                    List.of(),
                    "UTC",
                    0,
                    Reading.Epoch.none,
                    List.of(),
                    Reading.Numbers.PLAIN,
                    marks.subList(0, 1),
                    marks.subList(1, 2))));
    return TypedRows.spec(Format.of(dialect), columns);
  }

  /** The file of a text. */
  byte[] packed(String text) {
    byte[] bytes = text.getBytes(Charset.forName(dialect.encoding()));
    return switch (packing) {
      case gzip -> Packed.gzip(bytes);
      case zstd -> Packed.zstd(bytes);
      case bzip2 -> Packed.bzip2(bytes);
      case zip -> Packed.zip("file.csv", bytes);
      default -> bytes;
    };
  }
}
