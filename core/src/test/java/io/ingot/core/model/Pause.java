package io.ingot.core.model;

/** Leaves an actor's program until its next turn. An Error, so that no rule catches it. */
final class Pause extends Error {
  private static final long serialVersionUID = 1;

  Pause() {
    super(null, null, false, false);
  }
}
