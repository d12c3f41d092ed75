package io.ingot.core.attempt;

/** How the stages of a batch are spread over job runs. */
public enum Shape {
  /** All stages in one job run. */
  fused,
  /** One job run per stage. */
  staged
}
