package io.ingot.core.model;

/** An invariant does not hold. An Error, so that no rule catches it. */
final class Violation extends Error {
  private static final long serialVersionUID = 1;

  Violation(String what) {
    super(what, null, false, false);
  }
}
