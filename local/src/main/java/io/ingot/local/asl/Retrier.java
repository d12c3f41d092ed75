package io.ingot.local.asl;

import java.time.Duration;
import java.util.List;

/**
 * One entry of {@code Retry}.
 *
 * @param intervalSeconds delay before the first retry
 * @param maxAttempts retries at most; 0 for none
 * @param backoffRate factor from one delay to the next
 * @param maxDelaySeconds upper bound of a delay, before jitter
 * @param fullJitter whether the delay is drawn between 0 and its value
 */
record Retrier(
    List<String> errorEquals,
    int intervalSeconds,
    int maxAttempts,
    double backoffRate,
    int maxDelaySeconds,
    boolean fullJitter) {

  static final int DEFAULT_INTERVAL = 1;
  static final int DEFAULT_ATTEMPTS = 3;
  static final double DEFAULT_RATE = 2.0;

  /** The largest value that Step Functions takes for {@code MaxDelaySeconds}. */
  static final int LONGEST_DELAY = 31_622_400;

  /**
   * The delay before a retry.
   *
   * @param attempt which retry of this retrier it is, from 1
   * @param chance from 0 to 1, used with full jitter
   */
  Duration delay(int attempt, double chance) {
    double seconds =
        Math.min(intervalSeconds * Math.pow(backoffRate, attempt - 1.0), maxDelaySeconds);
    return Duration.ofMillis(Math.round(seconds * 1000 * (fullJitter ? chance : 1)));
  }
}
