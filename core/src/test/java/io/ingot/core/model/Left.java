package io.ingot.core.model;

/** Leaves a history, because another one goes on from where it is. */
final class Left extends Error {
  private static final long serialVersionUID = 1;

  Left() {
    super(null, null, false, false);
  }
}
