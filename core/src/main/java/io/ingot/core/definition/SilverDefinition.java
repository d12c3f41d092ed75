package io.ingot.core.definition;

import java.util.List;
import java.util.Map;

/**
 * A source's silver table: typed, checked, one row per key.
 *
 * <p>{@code key}, {@code partition} and the tables' readers see the names after {@code rename}; the
 * expressions of {@code add} and {@code expect} see declared, renamed and added names alike; {@code
 * sequence} and {@code operation} name declared columns.
 *
 * @param table the table; {@code <table>_quarantine} stands beside it
 * @param drop declared columns that silver does not have
 * @param rename declared name to silver name
 * @param add silver column to SQL expression, in order
 * @param key silver columns that identify a row; empty means append per file version
 * @param sequence declared columns that order the changes of one key; ties go to the later arrival
 * @param operation which rows are deletions
 * @param partition partition transforms of silver columns, such as {@code months(date)}
 * @param expect the rules
 * @param history whether {@code <table>_history} has every value that a key ever had, and when
 */
public record SilverDefinition(
    TableName table,
    List<String> drop,
    Map<String, String> rename,
    Map<String, String> add,
    List<String> key,
    List<String> sequence,
    Operation operation,
    List<String> partition,
    Expectations expect,
    boolean history) {
  public SilverDefinition {
    drop = List.copyOf(drop);
    rename = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(rename));
    add = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(add));
    key = List.copyOf(key);
    sequence = List.copyOf(sequence);
    partition = List.copyOf(partition);
  }

  /** A table without a history. */
  public SilverDefinition(
      TableName table,
      List<String> drop,
      Map<String, String> rename,
      Map<String, String> add,
      List<String> key,
      List<String> sequence,
      Operation operation,
      List<String> partition,
      Expectations expect) {
    this(table, drop, rename, add, key, sequence, operation, partition, expect, false);
  }

  /** The table beside it with the rows that break a rule. */
  public TableName quarantine() {
    return table.side("_quarantine");
  }

  /** The table beside it with the keys that were deleted. */
  public TableName tombstones() {
    return table.side("_tombstones");
  }

  /** The table beside it with every value that a key ever had, if there is a {@link #history}. */
  public TableName historyTable() {
    return table.side("_history");
  }

  /** The table and those beside it. */
  public List<TableName> tables() {
    return history
        ? List.of(table, quarantine(), tombstones(), historyTable())
        : List.of(table, quarantine(), tombstones());
  }
}
