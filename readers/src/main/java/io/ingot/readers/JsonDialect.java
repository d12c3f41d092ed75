package io.ingot.readers;

import java.io.Serializable;

/**
 * How JSON is laid out.
 *
 * @param layout where one record ends and the next begins
 * @param records dotted path of the array whose items are the records of a document, such as {@code
 *     Records}; empty if the records are not below anything
 * @param ignoreCase whether keys are compared without regard to case
 */
public record JsonDialect(Layout layout, String records, boolean ignoreCase)
    implements Serializable {
  /** One or more objects per line. */
  public static final JsonDialect DEFAULT = new JsonDialect(Layout.lines, "", false);

  /** Where records end. */
  public enum Layout {
    /**
     * No record goes over a line's end, so that files can be split; a line may hold several
     * objects, one behind the other.
     */
    lines,
    /**
     * Anything: objects over several lines, one behind the other with or without commas, or an
     * array of objects. Such files are not split.
     */
    any
  }
}
