package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What an execution starts with; all of it is visible to expressions in {@code $states.context}.
 *
 * @param id the execution's ARN
 * @param name the execution's name
 * @param stateMachineId the state machine's ARN
 * @param stateMachineName the state machine's name
 * @param input the input of the first state
 * @param startTime when the execution started; its {@code TimeoutSeconds} count from here
 * @param redriveCount how often the execution was redriven before
 */
public record ExecutionRequest(
    String id,
    String name,
    String stateMachineId,
    String stateMachineName,
    JsonNode input,
    Instant startTime,
    int redriveCount) {

  private static final String ARN = "arn:aws:states:local:000000000000:";

  /** A first start on this machine, with ARNs of the shape that Step Functions gives. */
  public static ExecutionRequest of(
      String stateMachineName, String name, JsonNode input, Instant startTime) {
    return new ExecutionRequest(
        ARN + "execution:" + stateMachineName + ":" + name,
        name,
        ARN + "stateMachine:" + stateMachineName,
        stateMachineName,
        input,
        startTime,
        0);
  }
}
