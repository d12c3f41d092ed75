package io.ingot.jobs.run;

/** What a job run does: the stages of a batch, in their order, or taking tables back. */
public enum Stage {
  bronze,
  silver,
  gold,
  /** Takes all tables back to an earlier batch. */
  withdraw
}
