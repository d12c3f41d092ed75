package io.ingot.core.definition;

import java.util.List;

/**
 * Which rows of a change file are deletions.
 *
 * @param column the declared column that says what a row does; empty if no row deletes
 * @param delete the values that mean a deletion
 */
public record Operation(String column, List<String> delete) {
  /** No row deletes. */
  public static final Operation NONE = new Operation("", List.of());

  public Operation {
    delete = List.copyOf(delete);
  }

  /** Whether rows can be deletions at all. */
  public boolean present() {
    return !column.isEmpty();
  }
}
