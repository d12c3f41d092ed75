package io.ingot.local.asl;

import java.util.List;
import java.util.Set;

/** The predefined error names, and which {@code ErrorEquals} takes which error. */
final class ErrorName {
  static final String ALL = "States.ALL";
  static final String TASK_FAILED = "States.TaskFailed";
  static final String TIMEOUT = "States.Timeout";
  static final String QUERY_EVALUATION = "States.QueryEvaluationError";
  static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";
  static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
  static final String RUNTIME = "States.Runtime";

  /** What a definition may name with the reserved prefix, of what can happen here. */
  static final Set<String> KNOWN =
      Set.of(
          ALL, TASK_FAILED, TIMEOUT, QUERY_EVALUATION, DATA_LIMIT_EXCEEDED, "States.Permissions");

  private ErrorName() {}

  /** Whether a retrier or catcher with these names takes the error. */
  static boolean matches(List<String> errorEquals, String error) {
    return !error.equals(RUNTIME) && errorEquals.stream().anyMatch(name -> matches(name, error));
  }

  private static boolean matches(String name, String error) {
    return switch (name) {
      case ALL -> !error.equals(DATA_LIMIT_EXCEEDED);
      case TASK_FAILED -> !error.equals(TIMEOUT);
      default -> name.equals(error);
    };
  }
}
