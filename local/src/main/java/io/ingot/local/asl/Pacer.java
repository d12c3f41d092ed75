package io.ingot.local.asl;

import java.time.Duration;
import java.time.Instant;

/** Time and chance of an execution: injected, so that tests neither wait nor guess. */
public interface Pacer {
  /** The present. */
  Instant now();

  /**
   * Returns when the duration has passed.
   *
   * @throws java.util.concurrent.CancellationException if the thread was interrupted meanwhile; it
   *     stays marked as interrupted
   */
  void pause(Duration duration);

  /** A number from 0 (inclusive) to 1 (exclusive), for retry jitter and {@code $random()}. */
  double jitter();
}
