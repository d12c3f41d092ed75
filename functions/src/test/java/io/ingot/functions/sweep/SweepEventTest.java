package io.ingot.functions.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.json.Json;
import io.ingot.core.sweep.EndedExecution;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sample events, as Sweep reads them. */
class SweepEventTest {
  private static final String EXECUTION =
      "arn:aws:states:eu-central-1:111122223333:execution:ingot-dev-medallion:rides-7f3c9a12-1";

  @Test
  void schedule_orNothingAtAll_isNoEndOfAnExecution() throws Exception {
    assertThat(read(text("sweep-schedule.json")).ended()).isEmpty();
    assertThat(read("{}").ended()).isEmpty();
  }

  @Test
  void failedExecution_isReadWithItsErrorAndPipeline() throws Exception {
    EndedExecution ended = read(text("execution-failed.json")).ended().orElseThrow();

    assertThat(ended.pipeline()).isEqualTo("rides");
    assertThat(ended.execution()).isEqualTo(EXECUTION);
    assertThat(ended.status()).isEqualTo("FAILED");
    assertThat(ended.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(ended.cause()).startsWith("An error occurred while executing the state 'WhatNext'");
    assertThat(ended.lasted()).isEqualTo(Duration.ofMinutes(21));
  }

  @Test
  void execution_withoutErrorAndWithAnInputThatWasLeftOut_isNamedByItself() {
    SweepEvent event =
        read(
            """
            {"detail-type": "Step Functions Execution Status Change", "detail": {
              "executionArn": "arn:x:rides-b1-1", "name": "rides-b1-1", "status": "ABORTED",
              "startDate": 1000, "stopDate": 2000, "input": null, "error": null}}
            """);

    assertThat(event.ended())
        .contains(
            new EndedExecution(
                "rides-b1-1", "arn:x:rides-b1-1", "ABORTED", "", "", Duration.ofSeconds(1)));
  }

  private static SweepEvent read(String json) {
    return Json.read(json, SweepEvent.class);
  }

  private static String text(String name) throws Exception {
    try (InputStream event = SweepEventTest.class.getResourceAsStream("/" + name)) {
      return new String(event.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
