package io.ingot.core.attempt;

/** What an attempt is for. */
public enum Work {
  /** It loads the batch. */
  batch,
  /** It takes the tables back. */
  withdraw,
  /** There is nothing to load: the batch is closed without a job run. */
  settle,
  /** There is no attempt, because nothing is to be done. */
  none
}
