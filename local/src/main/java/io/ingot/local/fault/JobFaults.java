package io.ingot.local.fault;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.jobs.run.JobPoints;

/** Faults at the points of a job's stages. */
public record JobFaults(Faults faults) implements JobPoints {

  /** The job run's time is up. */
  public static final class TimedOutException extends RuntimeException {
    private TimedOutException(String message) {
      super(message);
    }
  }

  @Override
  public void reached(String point) {
    faults
        .reach(point)
        .ifPresent(
            f -> {
              throw failure(
                  f.effect(), "Cannot pass %s: a fault was planned there.".formatted(point));
            });
  }

  private static RuntimeException failure(Effect effect, String message) {
    return switch (effect) {
      case timeout -> new TimedOutException(message);
      case refuse -> new RefusedException(message);
      default -> new TransientException(message);
    };
  }
}
