package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;

/**
 * How an execution ended.
 *
 * @param output the last state's output; JSON null unless it succeeded
 * @param error error name; empty if it succeeded
 * @param cause explanation; may be empty
 * @param endTime when it ended
 * @param events length of its history, counted as Step Functions counts, roughly
 */
public record ExecutionResult(
    Status status, JsonNode output, String error, String cause, Instant endTime, int events) {

  /** The ends that an execution can come to. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    TIMED_OUT
  }

  static ExecutionResult succeeded(JsonNode output, Instant endTime, int events) {
    return new ExecutionResult(Status.SUCCEEDED, output, "", "", endTime, events);
  }

  static ExecutionResult ended(
      Status status, String error, String cause, Instant endTime, int events) {
    return new ExecutionResult(status, NullNode.getInstance(), error, cause, endTime, events);
  }
}
