package io.ingot.core.definition;

/**
 * How a source's files are written.
 *
 * @param type the file format
 * @param delimiter CSV: what stands between two fields
 * @param header CSV: whether the first record names the columns; without it the declared order
 *     holds
 * @param quote CSV: the quote character
 * @param escape CSV: what escapes a quote inside a quoted field
 * @param multiline CSV: whether quoted fields may contain line ends (such files are not split)
 */
public record Format(
    Type type, String delimiter, boolean header, String quote, String escape, boolean multiline) {
  /** The formats that can be read. */
  public enum Type {
    csv,
    json
  }

  /** The default of every option of a format. */
  public static Format of(Type type) {
    return new Format(type, ",", true, "\"", "\"", false);
  }
}
