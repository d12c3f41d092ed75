package io.ingot.it.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Executions by name, with the idempotency of StartExecution as documented: same name and input
 * while running is a success; closed, or another input, is {@code ExecutionAlreadyExists}.
 */
public final class FakeStepFunctions {
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private int starts;

  private record Execution(String input, String status) {}

  /** How many executions were really started. */
  public synchronized int starts() {
    return starts;
  }

  /** Inputs of the executions that run, by ARN. */
  public synchronized Map<String, String> running() {
    Map<String, String> running = new LinkedHashMap<>();
    executions.forEach(
        (arn, execution) -> {
          if (execution.status().equals("RUNNING")) {
            running.put(arn, execution.input());
          }
        });
    return running;
  }

  /** Ends an execution. */
  public synchronized void end(String arn, String status) {
    executions.computeIfPresent(arn, (a, e) -> new Execution(e.input(), status));
  }

  synchronized FakeAws.Answer answer(String operation, String body) {
    JsonNode request = Json.read(body, JsonNode.class);
    return switch (operation) {
      case "StartExecution" -> start(request);
      case "DescribeExecution" -> describe(request.path("executionArn").asText());
      default -> FakeAws.Answer.error(400, "UnknownOperationException", operation);
    };
  }

  private FakeAws.Answer start(JsonNode request) {
    String arn =
        request.path("stateMachineArn").asText().replace(":stateMachine:", ":execution:")
            + ":"
            + request.path("name").asText();
    String input = request.path("input").asText();
    Execution known = executions.get(arn);
    if (known != null && !(known.status().equals("RUNNING") && known.input().equals(input))) {
      return FakeAws.Answer.error(
          400, "ExecutionAlreadyExists", "Execution Already Exists: " + arn);
    }
    if (known == null) {
      executions.put(arn, new Execution(input, "RUNNING"));
      starts++;
    }
    return FakeAws.Answer.json(Map.of("executionArn", arn, "startDate", 1.7e9));
  }

  private FakeAws.Answer describe(String arn) {
    Execution known = executions.get(arn);
    if (known == null) {
      return FakeAws.Answer.error(400, "ExecutionDoesNotExist", "Execution Does Not Exist: " + arn);
    }
    return FakeAws.Answer.json(
        Map.of("executionArn", arn, "status", known.status(), "startDate", 1.7e9));
  }
}
