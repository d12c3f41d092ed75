package io.ingot.core.definition;

/**
 * How a source's files are written.
 *
 * @param type the file format
 * @param delimiter CSV: what stands between two fields
 * @param header CSV: whether the first record names the columns; without it the declared order
 *     holds
 * @param quote CSV: the quote character; empty if nothing is quoted
 * @param escape CSV: what escapes a quote inside a quoted field
 * @param multiline CSV: whether quoted fields may contain line ends (such files are not split)
 * @param skipLines CSV: lines before the header, or before the first record, that are no data
 * @param nullValue CSV: the text that reads as NULL; empty: a field of which nothing is written
 * @param emptyValue CSV: what a quoted field without text reads as
 */
public record Format(
    Type type,
    String delimiter,
    boolean header,
    String quote,
    String escape,
    boolean multiline,
    int skipLines,
    String nullValue,
    EmptyValue emptyValue) {
  /** The formats that can be read. */
  public enum Type {
    csv,
    json,
    parquet
  }

  /** What a quoted field without text can mean. */
  public enum EmptyValue {
    /** Text of no characters. */
    text,
    /** NULL, as writers mean it that quote everything. */
    none
  }

  /** A format with the defaults of what is rarely written. */
  public Format(
      Type type, String delimiter, boolean header, String quote, String escape, boolean multiline) {
    this(type, delimiter, header, quote, escape, multiline, 0, "", EmptyValue.text);
  }

  /** The default of every option of a format. */
  public static Format of(Type type) {
    return new Format(type, ",", true, "\"", "\"", false);
  }
}
