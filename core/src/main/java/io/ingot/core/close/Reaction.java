package io.ingot.core.close;

import io.ingot.core.attempt.StageFailure;

/**
 * Why an attempt failed and whether trying again can help.
 *
 * @param kind one word for people
 * @param stage the stage that failed, as far as known
 * @param message the job's own exception, or what the state machine caught
 * @param again whether another attempt can help
 */
record Reaction(String kind, String stage, String message, boolean again) {

  /** The reaction to a failure that the job itself wrote down. */
  static Reaction to(StageFailure failure) {
    String message = failure.error() + ": " + failure.message();
    return switch (failure.kind()) {
      case transient_failure -> new Reaction("transient", failure.stage(), message, true);
      case out_of_memory -> new Reaction("out of memory", failure.stage(), message, true);
      case fenced -> new Reaction("fenced", failure.stage(), message, true);
      case gate -> new Reaction("gate", failure.stage(), message, false);
      case refused -> new Reaction("refused", failure.stage(), message, false);
    };
  }

  /** The reaction to an error of which only the state machine knows. */
  static Reaction to(CloseRequest.Caught caught) {
    String message = caught.text();
    return switch (caught.error()) {
      case "States.Timeout" -> new Reaction("timed out", "", message, true);
      case "io.ingot.core.failure.RefusedException",
          "States.Runtime",
          "States.QueryEvaluationError",
          "EMRServerless.ValidationException",
          "EMRServerless.ResourceNotFoundException" ->
          new Reaction("refused", "", message, false);
      default -> new Reaction("job run failed", "", message, true);
    };
  }
}
