package io.ingot.core.ledger;

/** Where a file version is on its way. */
public enum FileState {
  /** Registered; no batch has it yet. */
  waiting,
  /** In the open batch (derived from its manifest, never stored). */
  claimed,
  /** Its rows are in bronze and count. */
  loaded,
  /** It was not loaded; the reason says why. */
  refused,
  /** Another version of its key counts instead. */
  superseded
}
