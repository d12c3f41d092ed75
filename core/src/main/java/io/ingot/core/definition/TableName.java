package io.ingot.core.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A table's name without its catalog.
 *
 * @param database the database (namespace)
 * @param table the table
 */
public record TableName(String database, String table) {
  /**
   * Reads {@code database.table}.
   *
   * @throws IllegalArgumentException if the text has not exactly one dot between two names
   */
  @JsonCreator
  public static TableName parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1 || text.indexOf('.', dot + 1) >= 0) {
      throw new IllegalArgumentException(
          "Invalid table name: " + text + ". Write it as <database>.<table>.");
    }
    return new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  /** This table's side table: the same database, the name with a suffix such as {@code _files}. */
  public TableName side(String suffix) {
    return new TableName(database, table + suffix);
  }

  @JsonValue
  @Override
  public String toString() {
    return database + "." + table;
  }
}
