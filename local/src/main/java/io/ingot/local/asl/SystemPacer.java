package io.ingot.local.asl;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The system's clock and its random numbers. */
public final class SystemPacer implements Pacer {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pause(Duration duration) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      if (never.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("Cannot pause: the latch opened, which nobody can do.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "Cannot continue the execution: it was interrupted in a pause (" + duration + ").");
    }
  }

  @Override
  public double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
