package io.ingot.local.run;

import java.time.Duration;

/** Runs the main class of a job run to its end. */
@FunctionalInterface
interface JobRunner {
  /**
   * Runs a job.
   *
   * @param id the job run's id
   * @param stage {@code bronze}, {@code silver}, {@code gold} or {@code all}
   * @param attemptFile URI of the attempt file
   * @param limit time that it may take; zero for no limit
   * @return how it ended
   */
  End run(String id, String stage, String attemptFile, Duration limit);

  /**
   * How a job run ended.
   *
   * @param state {@code SUCCESS}, {@code FAILED}, or {@code TIMED_OUT}
   * @param detail why, if it failed
   */
  record End(String state, String detail) {
    static final End SUCCESS = new End("SUCCESS", "");
  }
}
