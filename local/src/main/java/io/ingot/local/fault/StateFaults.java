package io.ingot.local.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.ExecutionRequest;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.asl.ExecutionStoppedException;
import java.time.Duration;
import java.time.Instant;

/**
 * Faults where a state is entered or left. They end the execution past every Catch, as an abort or
 * the execution's own time limit does.
 *
 * @param faults the faults
 * @param next follows the execution too
 */
public record StateFaults(Faults faults, ExecutionListener next) implements ExecutionListener {
  @Override
  public void executionStarted(ExecutionRequest request) {
    next.executionStarted(request);
  }

  @Override
  public void stateEntered(String state, JsonNode input, Instant time) {
    next.stateEntered(state, input, time);
    at("state:" + state + ":enter");
  }

  @Override
  public void stateExited(String state, JsonNode output, Instant time) {
    next.stateExited(state, output, time);
    at("state:" + state + ":exit");
  }

  @Override
  public void stateFailed(String state, String error, String cause, Instant time) {
    next.stateFailed(state, error, cause, time);
    at("state:" + state + ":exit");
  }

  @Override
  public void taskStarted(String state, String resource, JsonNode arguments, int retryCount) {
    next.taskStarted(state, resource, arguments, retryCount);
  }

  @Override
  public void taskRetried(String state, String error, String cause, int attempt, Duration delay) {
    next.taskRetried(state, error, cause, attempt, delay);
  }

  @Override
  public void caught(String state, String error, String cause, String to) {
    next.caught(state, error, cause, to);
  }

  @Override
  public void executionEnded(ExecutionResult result) {
    next.executionEnded(result);
  }

  private void at(String point) {
    faults.reach(point).ifPresent(f -> stop(f.effect(), point));
  }

  private static void stop(Effect effect, String point) {
    String message = "Cannot pass %s: a fault was planned there.".formatted(point);
    if (effect == Effect.timeout) {
      throw new ExecutionStoppedException(
          ExecutionResult.Status.TIMED_OUT, "States.Timeout", message);
    }
    throw new ExecutionStoppedException(ExecutionResult.Status.FAILED, "States.Runtime", message);
  }
}
