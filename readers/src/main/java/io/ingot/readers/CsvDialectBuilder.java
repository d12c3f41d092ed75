package io.ingot.readers;

import java.util.List;

/** Changes options of a {@link CsvDialect}, each by the method of its name. */
public final class CsvDialectBuilder {
  private String delimiter;
  private boolean header;
  private String quote;
  private String escape;
  private boolean multiline;
  private boolean backslash;
  private int skipLines;
  private int skipFooter;
  private CsvDialect.Trailer trailer;
  private String comment;
  private List<String> nulls;
  private CsvDialect.EmptyValue emptyValue;
  private String encoding;
  private boolean trailingDelimiter;
  private CsvDialect.ShortRows shortRows;
  private CsvDialect.LongRows longRows;
  private List<Integer> widths;
  private List<CsvDialect.Layout> layouts;

  CsvDialectBuilder(CsvDialect from) {
    delimiter = from.delimiter();
    header = from.header();
    quote = from.quote();
    escape = from.escape();
    multiline = from.multiline();
    backslash = from.backslash();
    skipLines = from.skipLines();
    skipFooter = from.skipFooter();
    trailer = from.trailer();
    comment = from.comment();
    nulls = from.nulls();
    emptyValue = from.emptyValue();
    encoding = from.encoding();
    trailingDelimiter = from.trailingDelimiter();
    shortRows = from.shortRows();
    longRows = from.longRows();
    widths = from.widths();
    layouts = from.layouts();
  }

  public CsvDialectBuilder delimiter(String value) {
    this.delimiter = value;
    return this;
  }

  public CsvDialectBuilder header(boolean value) {
    this.header = value;
    return this;
  }

  public CsvDialectBuilder quote(String value) {
    this.quote = value;
    return this;
  }

  public CsvDialectBuilder escape(String value) {
    this.escape = value;
    return this;
  }

  public CsvDialectBuilder multiline(boolean value) {
    this.multiline = value;
    return this;
  }

  public CsvDialectBuilder backslash(boolean value) {
    this.backslash = value;
    return this;
  }

  public CsvDialectBuilder skipLines(int value) {
    this.skipLines = value;
    return this;
  }

  public CsvDialectBuilder skipFooter(int value) {
    this.skipFooter = value;
    return this;
  }

  public CsvDialectBuilder trailer(CsvDialect.Trailer value) {
    this.trailer = value;
    return this;
  }

  public CsvDialectBuilder comment(String value) {
    this.comment = value;
    return this;
  }

  public CsvDialectBuilder nulls(String... value) {
    this.nulls = List.of(value);
    return this;
  }

  public CsvDialectBuilder emptyValue(CsvDialect.EmptyValue value) {
    this.emptyValue = value;
    return this;
  }

  public CsvDialectBuilder encoding(String value) {
    this.encoding = value;
    return this;
  }

  public CsvDialectBuilder trailingDelimiter(boolean value) {
    this.trailingDelimiter = value;
    return this;
  }

  public CsvDialectBuilder shortRows(CsvDialect.ShortRows value) {
    this.shortRows = value;
    return this;
  }

  public CsvDialectBuilder longRows(CsvDialect.LongRows value) {
    this.longRows = value;
    return this;
  }

  public CsvDialectBuilder widths(Integer... value) {
    this.widths = List.of(value);
    return this;
  }

  public CsvDialectBuilder layouts(List<CsvDialect.Layout> value) {
    this.layouts = List.copyOf(value);
    return this;
  }

  /** The dialect. */
  public CsvDialect done() {
    return new CsvDialect(
        delimiter,
        header,
        quote,
        escape,
        multiline,
        backslash,
        skipLines,
        skipFooter,
        trailer,
        comment,
        nulls,
        emptyValue,
        encoding,
        trailingDelimiter,
        shortRows,
        longRows,
        widths,
        layouts);
  }

  /** CSV of the dialect. */
  public Format format() {
    return Format.of(done());
  }
}
