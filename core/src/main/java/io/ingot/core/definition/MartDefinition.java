package io.ingot.core.definition;

import java.util.List;

/**
 * One gold table: SQL over silver tables of the same pipeline.
 *
 * @param name the mart's name, unique in its pipeline
 * @param description the grain, in one sentence
 * @param table the gold table
 * @param key columns of the result that identify a row
 * @param refresh how the table follows its sources
 * @param reads sources (their silver tables) and marts that the SQL names as relations
 * @param sql the query
 * @param partition partition transforms of result columns
 * @param expect rules about the rows that a batch computes; none quarantines
 */
public record MartDefinition(
    String name,
    String description,
    TableName table,
    List<String> key,
    Refresh refresh,
    List<String> reads,
    String sql,
    List<String> partition,
    Expectations expect) {
  public MartDefinition {
    key = List.copyOf(key);
    reads = List.copyOf(reads);
    partition = List.copyOf(partition);
  }

  /** A mart without rules. */
  public MartDefinition(
      String name,
      String description,
      TableName table,
      List<String> key,
      Refresh refresh,
      List<String> reads,
      String sql,
      List<String> partition) {
    this(name, description, table, key, refresh, reads, sql, partition, Expectations.NONE);
  }

  /** How a mart follows its sources. */
  public enum Refresh {
    /** Only the groups that a batch touched are recomputed. */
    incremental,
    /** The whole table is replaced, atomically. */
    full
  }
}
