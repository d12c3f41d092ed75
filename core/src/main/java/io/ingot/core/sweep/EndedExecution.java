package io.ingot.core.sweep;

import java.time.Duration;

/**
 * An execution that ended without success.
 *
 * @param pipeline the pipeline of its input; its name if the input names none
 * @param execution its id, as the state machine's context object shows it
 * @param status {@code FAILED}, {@code TIMED_OUT} or {@code ABORTED}
 * @param error name of the error; empty if there was none
 * @param cause what was said of the error; empty if nothing was
 * @param lasted time between start and end
 */
public record EndedExecution(
    String pipeline, String execution, String status, String error, String cause, Duration lasted) {
  /** The error of the state machine's own end, after Close batch and the notification. */
  public static final String TOLD = "Ingot.Failed";

  /** An execution that fails sooner would most likely fail again if it were started again. */
  static final Duration SOON = Duration.ofMinutes(10);

  /** The execution's name. */
  String name() {
    return execution.substring(execution.lastIndexOf(':') + 1);
  }

  /** Whether nobody was told: no Catch of the state machine sees such an end. */
  boolean untold() {
    return !error.equals(TOLD);
  }

  boolean failedSoon() {
    return status.equals("FAILED") && lasted.compareTo(SOON) < 0;
  }
}
