package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * Follows an execution. Called in its thread, in order; {@link ExecutionStoppedException} ends the
 * execution, anything else that it throws ends the run.
 */
public interface ExecutionListener {
  /** A listener that does nothing. */
  ExecutionListener NONE = new ExecutionListener() {};

  /** The execution began. */
  default void executionStarted(ExecutionRequest request) {}

  /** A state was entered with this input. */
  default void stateEntered(String state, JsonNode input, Instant time) {}

  /** A state was left with this output; not called if the execution ends in the state's failure. */
  default void stateExited(String state, JsonNode output, Instant time) {}

  /** A state failed, nothing caught it, and the execution ends with it. */
  default void stateFailed(String state, String error, String cause, Instant time) {}

  /** An attempt of a task begins. */
  default void taskStarted(String state, String resource, JsonNode arguments, int retryCount) {}

  /** An attempt failed and the next, the {@code attempt}-th retry, begins after the delay. */
  default void taskRetried(String state, String error, String cause, int attempt, Duration delay) {}

  /** A state failed and a catcher leads on to another one. */
  default void caught(String state, String error, String cause, String next) {}

  /** The execution ended. */
  default void executionEnded(ExecutionResult result) {}
}
