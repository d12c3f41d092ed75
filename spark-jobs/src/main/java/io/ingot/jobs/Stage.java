package io.ingot.jobs;

/** What a job run does: the stages of a batch, in their order, or taking tables back. */
enum Stage {
  bronze,
  silver,
  gold,
  /** Takes all tables back to an earlier batch. */
  withdraw
}
