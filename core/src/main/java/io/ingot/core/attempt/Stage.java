package io.ingot.core.attempt;

import java.util.List;

/**
 * What a job run does to a pipeline's tables: one of the stages that load a batch, or taking tables
 * back. The names are those of the state machine, of a job's command line and of stored results.
 */
public enum Stage {
  /** Reads the batch's files into bronze, and lists them. */
  bronze,
  /** Merges what bronze has of the batch into silver: typed, checked, one row per key. */
  silver,
  /** Computes the marts again, as far as the batch touched them. */
  gold,
  /** Takes all tables back to an earlier batch. */
  withdraw;

  /** The stages that load a batch, in their order. */
  public static final List<Stage> LOADING = List.of(bronze, silver, gold);
}
