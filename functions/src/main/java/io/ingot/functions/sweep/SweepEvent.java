package io.ingot.functions.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.core.sweep.EndedExecution;
import java.time.Duration;
import java.util.Optional;

/**
 * What wakes Sweep, as EventBridge sends it: a schedule, or the end of an execution.
 *
 * @param detailType the kind of event; empty if there is none
 * @param detail what is told of the execution
 */
public record SweepEvent(@JsonProperty("detail-type") String detailType, JsonNode detail) {
  static final String EXECUTION_CHANGED = "Step Functions Execution Status Change";

  /** The execution that ended, if that is what the event tells; everything else is a schedule. */
  Optional<EndedExecution> ended() {
    if (!EXECUTION_CHANGED.equals(detailType)) {
      return Optional.empty();
    }
    String pipeline = input().path("pipeline").asText();
    return Optional.of(
        new EndedExecution(
            pipeline.isEmpty() ? text("name") : pipeline,
            text("executionArn"),
            text("status"),
            text("error"),
            text("cause"),
            Duration.ofMillis(
                detail.path("stopDate").asLong() - detail.path("startDate").asLong())));
  }

  /** EventBridge leaves an input of more than 248 KB out. */
  private JsonNode input() {
    String input = text("input");
    return Json.read(input.isEmpty() ? "{}" : input, JsonNode.class);
  }

  /** Empty also where the event says null. */
  private String text(String field) {
    return detail.path(field).isNull() ? "" : detail.path(field).asText();
  }
}
