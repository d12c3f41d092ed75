package io.ingot.core.definition;

import java.util.List;

/**
 * What the rows of a change file do.
 *
 * @param column the declared column that says what a row does; empty if no row deletes
 * @param delete the values that mean a deletion
 * @param upsert the values that mean a new or changed row; empty if all others do
 * @param keepTombstones how many days a deletion is remembered, so that a late older change does
 *     not bring its row back; 0 is for ever
 */
public record Operation(
    String column, List<String> delete, List<String> upsert, int keepTombstones) {
  /** No row deletes. */
  public static final Operation NONE = new Operation("", List.of());

  /** Deletions that are remembered for ever. */
  public Operation(String column, List<String> delete) {
    this(column, delete, List.of(), 0);
  }

  public Operation {
    delete = List.copyOf(delete);
    // An attempt that was planned before there was such a list.
    upsert = upsert == null ? List.of() : List.copyOf(upsert);
  }

  /** Whether rows can be deletions at all. */
  public boolean present() {
    return !column.isEmpty();
  }
}
