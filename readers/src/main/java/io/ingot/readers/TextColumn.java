package io.ingot.readers;

/**
 * Reads the text of one column: into its typed value, if the type holds exactly what is written.
 * Spaces around anything but strings do not count; empty text of such a column is NULL. Not safe
 * for use by several threads.
 */
public interface TextColumn {

  /**
   * Reads a text that is not NULL.
   *
   * @param utf8 valid UTF-8
   * @return whether the row has the value now (or NULL, where a mark of the column says so); if
   *     not, the row is as it was, and the text must be rescued
   */
  boolean read(byte[] utf8, int from, int to, Row row, int ordinal);

  /**
   * Whether the text that was read last has more than the row has got: members of structs that
   * nobody declared. Then the text must be rescued, too.
   */
  default boolean hasRest() {
    return false;
  }

  /**
   * How a column's texts are read.
   *
   * @throws IllegalArgumentException if its type is none that a text is read into, or its reading
   *     has a pattern or a zone that is none
   */
  static TextColumn of(Column column) {
    return TextColumns.of(column);
  }
}
