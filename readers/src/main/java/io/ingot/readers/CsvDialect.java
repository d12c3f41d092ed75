package io.ingot.readers;

import java.io.Serializable;
import java.util.List;

/**
 * How delimited or fixed-width text is written.
 *
 * @param delimiter what stands between two fields, one or more characters
 * @param header whether the first record names the columns; without it the declared order holds
 * @param quote the quote character; empty if nothing is quoted
 * @param escape what escapes a quote inside a quoted field; the quote itself where quotes are
 *     doubled
 * @param multiline whether quoted fields may contain line ends (such files are not split)
 * @param backslash whether a backslash stands for special characters, as PostgreSQL's COPY and Hive
 *     write text: {@code \n}, {@code \t}, {@code \\}, a backslash before a delimiter or a line end
 * @param skipLines lines before the header, or before the first record, that are no data
 * @param skipFooter records at the end that are no data
 * @param trailer the last record that counts the others; {@link Trailer#NONE} if there is none
 * @param comment what a line that is no data begins with; empty if there are no such lines
 * @param nulls the texts that read as NULL; the empty text among them: a field of which nothing is
 *     written
 * @param emptyValue what a quoted field without text reads as
 * @param encoding name of the character encoding, as {@link java.nio.charset.Charset} knows it
 * @param trailingDelimiter whether every line, the header's included, ends with a delimiter
 * @param shortRows what a record with too few fields is
 * @param longRows what a record with too many fields is
 * @param widths widths of the fields in characters, for text without delimiters; empty for
 *     delimited text
 * @param layouts which columns the fields of texts without header are, in order; empty where they
 *     are the declared ones
 */
public record CsvDialect(
    String delimiter,
    boolean header,
    String quote,
    String escape,
    boolean multiline,
    boolean backslash,
    int skipLines,
    int skipFooter,
    Trailer trailer,
    String comment,
    List<String> nulls,
    EmptyValue emptyValue,
    String encoding,
    boolean trailingDelimiter,
    ShortRows shortRows,
    LongRows longRows,
    List<Integer> widths,
    List<Layout> layouts)
    implements Serializable {
  /** Every option's default: RFC 4180 with a header, in UTF-8. */
  public static final CsvDialect DEFAULT =
      new CsvDialect(
          ",",
          true,
          "\"",
          "\"",
          false,
          false,
          0,
          0,
          Trailer.NONE,
          "",
          List.of(""),
          EmptyValue.text,
          "UTF-8",
          false,
          ShortRows.corrupt,
          LongRows.corrupt,
          List.of(),
          List.of());

  public CsvDialect {
    nulls = List.copyOf(nulls);
    widths = List.copyOf(widths);
    layouts = layouts == null ? List.of() : List.copyOf(layouts);
  }

  /** The default dialect, of which some options are to be changed. */
  public static CsvDialectBuilder with() {
    return new CsvDialectBuilder(DEFAULT);
  }

  /** The same dialect, with texts of several layouts. */
  public CsvDialect in(List<Layout> several) {
    return new CsvDialectBuilder(this).layouts(several).done();
  }

  /**
   * Which columns the fields of a text are.
   *
   * @param files patterns of the names of its files; empty for files whose first record has as many
   *     fields as there are columns
   * @param columns names of declared columns, in the order of the fields
   */
  public record Layout(List<String> files, List<String> columns) implements Serializable {
    public Layout {
      files = List.copyOf(files);
      columns = List.copyOf(columns);
    }

    boolean isByName() {
      return !files.isEmpty();
    }
  }

  /** What a quoted field without text can mean. */
  public enum EmptyValue {
    /** Text of no characters. */
    text,
    /** NULL, as writers mean it that quote everything. */
    none
  }

  /** What a record with too few fields can be. */
  public enum ShortRows {
    /** One that cannot be read. */
    corrupt,
    /** One whose missing fields are NULL. */
    nulls
  }

  /** What a record with too many fields can be. */
  public enum LongRows {
    /** One that cannot be read. */
    corrupt,
    /** One whose further fields are rescued. */
    rescue
  }

  /**
   * A last record that counts the others.
   *
   * @param startsWith text of its first field
   * @param count place of the field with the number of data records, from 1; 0 if it is not checked
   */
  public record Trailer(String startsWith, int count) implements Serializable {
    /** There is no such record. */
    public static final Trailer NONE = new Trailer("", 0);

    /** Whether there is such a record. */
    public boolean isThere() {
      return !startsWith.isEmpty();
    }
  }
}
