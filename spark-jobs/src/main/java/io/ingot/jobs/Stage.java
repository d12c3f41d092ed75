package io.ingot.jobs;

/** The stages of a batch, in their order. */
enum Stage {
  bronze,
  silver,
  gold
}
