package io.ingot.core.sweep;

/** Lets everything have its turn, and raises what failed afterwards. */
final class Failures {
  private RuntimeException first;

  void in(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException e) {
      if (first == null) {
        first = e;
      } else if (first != e) {
        first.addSuppressed(e);
      }
    }
  }

  boolean none() {
    return first == null;
  }

  void raise() {
    if (first != null) {
      throw first;
    }
  }
}
