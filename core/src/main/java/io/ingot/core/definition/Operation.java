package io.ingot.core.definition;

import java.util.List;

/**
 * Which rows of a change file are deletions.
 *
 * @param column the declared column that says what a row does; empty if no row deletes
 * @param delete the values that mean a deletion
 * @param keepTombstones how many days a deletion is remembered, so that a late older change does
 *     not bring its row back; 0 is for ever
 */
public record Operation(String column, List<String> delete, int keepTombstones) {
  /** No row deletes. */
  public static final Operation NONE = new Operation("", List.of());

  /** Deletions that are remembered for ever. */
  public Operation(String column, List<String> delete) {
    this(column, delete, 0);
  }

  public Operation {
    delete = List.copyOf(delete);
  }

  /** Whether rows can be deletions at all. */
  public boolean present() {
    return !column.isEmpty();
  }
}
