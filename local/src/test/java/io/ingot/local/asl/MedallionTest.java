package io.ingot.local.asl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The state machine itself, with scripted functions and job runs. */
class MedallionTest {
  private static final String STOPPING = "io.ingot.core.failure.StillStoppingException";

  private final ManualPacer pacer = new ManualPacer();
  private final Deque<Integration> plans = new ArrayDeque<>();
  private final Deque<Integration> jobs = new ArrayDeque<>();
  private final List<JsonNode> started = new ArrayList<>();
  private String close = "{'next':'plan','subject':'','message':''}".replace('\'', '"');

  @Test
  void jobRun_takesTheJarOfItsAttempt() throws Exception {
    plans.add(answer(plan("batch", "s3://code/jobs/a.jar")));
    plans.add(answer(plan("none", "")));

    assertThat(run().status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(started)
        .extracting(job -> job.at("/JobDriver/SparkSubmit/EntryPoint").asText())
        .containsExactly("s3://code/jobs/a.jar");
  }

  @Test
  void batch_ofRefusedFilesAlone_isClosedWithoutAJobRun() throws Exception {
    plans.add(answer(plan("settle", "")));
    plans.add(answer(plan("none", "")));

    assertThat(run().status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(started).isEmpty();
  }

  @Test
  void takeover_waitsUntilTheCancelledJobRunHasEnded() throws Exception {
    for (int i = 0; i < 40; i++) {
      plans.add(failure(STOPPING));
    }
    plans.add(answer(plan("none", "")));

    assertThat(run().status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(Duration.between(ManualPacer.START, pacer.now()))
        .isGreaterThan(Duration.ofMinutes(13));
  }

  @Test
  void functionThatRanOutOfTime_isCalledAgain() throws Exception {
    plans.add(failure("Lambda.Unknown"));
    plans.add(failure("Sandbox.Timedout"));
    plans.add(answer(plan("none", "")));

    assertThat(run().status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
  }

  @Test
  void throttling_underAnyName_startsTheJobRunAgain() throws Exception {
    plans.add(answer(plan("batch", "jar")));
    plans.add(answer(plan("none", "")));
    for (String name :
        List.of(
            "ThrottlingException",
            "TooManyRequestsException",
            "AWSEMRServerlessException",
            "EmrServerlessException")) {
      jobs.add(failure("EMRServerless." + name));
    }

    assertThat(run().status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(started).hasSize(5);
  }

  @Test
  void failure_ofALongMessage_endsWithACauseThatStepFunctionsTakes() throws Exception {
    plans.add(failure("java.lang.Error"));
    close = Json.write(Map.of("next", "notify", "subject", "s", "message", "é".repeat(40_000)));

    ExecutionResult result = run();

    assertThat(result.error()).isEqualTo("Ingot.Failed");
    assertThat(result.cause()).hasSize(32_768);
  }

  private ExecutionResult run() throws IOException {
    StateMachine machine =
        StateMachine.load(
            Files.readString(Path.of("..", "statemachine", "medallion.asl.json")),
            Map.of(
                "PlanBatchFunctionArn", "plan",
                "CloseBatchFunctionArn", "close",
                "ApplicationId", "app",
                "JobRoleArn", "role",
                "SparkParameters", "",
                "TopicArn", "topic",
                "Vcpus", "16"));
    return new Interpreter(
            machine,
            Map.of(
                "arn:aws:states:::lambda:invoke", this::invoke,
                "arn:aws:states:::emr-serverless:startJobRun.sync", this::job,
                "arn:aws:states:::sns:publish", (arguments, task) -> Json.tree(Map.of())),
            pacer)
        .run(
            ExecutionRequest.of(
                "medallion", "e-1", Json.tree(Map.of("pipeline", "rides")), ManualPacer.START),
            new ExecutionListener() {});
  }

  private JsonNode invoke(JsonNode arguments, TaskContext task) throws TaskFailedException {
    return arguments.path("FunctionName").asText().equals("plan")
        ? plans.remove().invoke(arguments, task)
        : payload(Json.read(close, JsonNode.class));
  }

  private JsonNode job(JsonNode arguments, TaskContext task) throws TaskFailedException {
    started.add(arguments);
    return jobs.isEmpty() ? Json.tree(Map.of()) : jobs.remove().invoke(arguments, task);
  }

  private static JsonNode payload(JsonNode answer) {
    return Json.tree(Map.of("StatusCode", 200, "Payload", answer));
  }

  private static Integration answer(Map<String, Object> plan) {
    return (arguments, task) -> payload(Json.tree(plan));
  }

  private static Integration failure(String error) {
    return (arguments, task) -> {
      throw new TaskFailedException(error, "because");
    };
  }

  private static Map<String, Object> plan(String work, String jar) {
    return Map.of(
        "work",
        work,
        "pipeline",
        "rides",
        "batch",
        1,
        "fence",
        1,
        "attempt",
        1,
        "shape",
        "fused",
        "attemptFile",
        "file",
        "jar",
        jar,
        "spark",
        "");
  }
}
