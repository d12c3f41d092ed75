package io.ingot.local.asl;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The retries of one visit of a Task state: each retrier counts its own, a new visit none. */
final class Retries {
  private final List<Retrier> retriers;
  private final int[] used;
  private int total;

  Retries(List<Retrier> retriers) {
    this.retriers = retriers;
    this.used = new int[retriers.size()];
  }

  /**
   * The delay before the next attempt after an error, or empty if there is to be none. Only the
   * first retrier that takes the error counts, even when it is exhausted and a later one is not.
   */
  Optional<Duration> next(String error, DoubleSupplier chance) {
    for (int i = 0; i < used.length; i++) {
      Retrier retrier = retriers.get(i);
      if (ErrorName.matches(retrier.errorEquals(), error)) {
        if (used[i] >= retrier.maxAttempts()) {
          return Optional.empty();
        }
        used[i]++;
        total++;
        double drawn = retrier.fullJitter() ? chance.getAsDouble() : 0;
        return Optional.of(retrier.delay(used[i], drawn));
      }
    }
    return Optional.empty();
  }

  /** Retries so far, of all retriers together. */
  int total() {
    return total;
  }
}
