package io.ingot.core.close;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import java.util.List;
import java.util.Optional;

/**
 * Why an attempt failed and whether trying again can help.
 *
 * @param kind one word for people
 * @param stage the stage that failed; empty if it is not known
 * @param message the job's own exception, or what the state machine caught
 * @param again whether another attempt can help
 */
record Reaction(String kind, Optional<Stage> stage, String message, boolean again) {
  static final String OUT_OF_MEMORY = "out of memory";

  /** How the service says that a worker was killed for its memory. */
  private static final List<String> KILLED =
      List.of("ExitCode: 137", "OutOfMemory", "out of memory", "memory limits");

  /** The reaction to a failure that the job itself wrote down. */
  static Reaction to(StageFailure failure) {
    String message = failure.message().isEmpty() ? failure.error() : failure.message();
    return switch (failure.kind()) {
      case transient_failure -> new Reaction("transient", failure.stage(), message, true);
      case out_of_memory -> new Reaction(OUT_OF_MEMORY, failure.stage(), message, true);
      case fenced -> new Reaction("fenced", failure.stage(), message, true);
      case gate -> new Reaction("gate", failure.stage(), message, false);
      case refused -> new Reaction("refused", failure.stage(), message, false);
    };
  }

  /** The reaction to an error of which only the state machine knows. */
  static Reaction to(CloseRequest.Caught caught) {
    String message = caught.text();
    boolean killed = KILLED.stream().anyMatch(caught.cause()::contains);
    return switch (killed ? OUT_OF_MEMORY : caught.error()) {
      case OUT_OF_MEMORY -> new Reaction(OUT_OF_MEMORY, Optional.empty(), message, true);
      case "States.Timeout" -> new Reaction("timed out", Optional.empty(), message, true);
      case "io.ingot.core.failure.RefusedException",
          "io.ingot.core.failure.FileRefusedException",
          "States.Runtime",
          "States.QueryEvaluationError",
          "EMRServerless.ValidationException",
          "EMRServerless.ResourceNotFoundException" ->
          new Reaction("refused", Optional.empty(), message, false);
      default -> new Reaction("job run failed", Optional.empty(), message, true);
    };
  }

  boolean outOfMemory() {
    return kind.equals(OUT_OF_MEMORY);
  }

  /** Kind, stage and cause in one line. */
  String line() {
    return kind + stage.map(s -> " in " + s).orElse("") + ": " + cause();
  }

  /** The cause in one line. */
  String cause() {
    return Cause.line(message);
  }

  /** The same, but nothing is tried again: there is no more memory to give. */
  Reaction withoutMore(String why) {
    return new Reaction(kind, stage, "%s (%s)".formatted(why, cause()), false);
  }
}
