package io.ingot.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.core.plan.Sha256;
import io.ingot.it.aws.FakeAws;
import io.ingot.it.aws.S3Mock;
import io.ingot.it.lambda.Answer;
import io.ingot.it.lambda.FunctionProcess;
import io.ingot.it.lambda.FunctionProcess.Launch;
import io.ingot.it.lambda.FunctionProcess.SnapStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The functions of the template in processes of their own, from the jar that Lambda gets, under the
 * runtime interface client, with the variables that the template declares and no others.
 */
@ExtendWith(NeedsStandIns.class)
final class HandlersIT {
  private static final String KEY = "rides/data/1-rides-2024-05-01.csv";

  @TempDir Path folder;
  private StandIns standIns;

  @BeforeEach
  void start() throws Exception {
    standIns = StandIns.start(UUID.randomUUID().toString());
  }

  @AfterEach
  void stop() {
    standIns.close();
  }

  @Test
  void uploads_admitted_planned_andClosed() throws Exception {
    S3Mock.upload(standIns.s3(), StandIns.LANDING, KEY, sample());
    String execution;
    try (FunctionProcess admit = FunctionProcess.start(standIns.launch("AdmitFunction"))) {
      assertThat(admit.invoke(Events.queued("upload-unversioned.json")).payload())
          .isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(standIns.aws().stepFunctions().starts()).isEqualTo(1);

      // None of the others is there, and one is no event at all: refused by name, not retried.
      assertThat(admit.invoke(Events.text("uploads.json")).payload())
          .isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(standIns.aws().sns().published()).isNotEmpty();
      for (String event :
          List.of(
              "upload-versioned.json",
              "upload-multipart.json",
              "upload-odd-key.json",
              "s3-notification.json",
              "s3-test-event.json",
              "deletion.json")) {
        assertThat(admit.invoke(Events.queued(event)).payload())
            .as(event)
            .isEqualTo("{\"batchItemFailures\":[]}");
      }
    }
    try (FunctionProcess plan = FunctionProcess.start(standIns.launch("PlanBatchFunction"))) {
      JsonNode answer = json(plan.invoke(Events.text("plan.json")));

      assertThat(answer.path("work").asText()).isEqualTo("batch");
      assertThat(answer.path("attemptFile").asText())
          .isEqualTo("s3://%s/rides/1-1-1.json".formatted(standIns.work()));
      Answer redrive = plan.invoke(Events.text("plan-redrive.json"));
      assertThat(redrive.errorType()).isEqualTo(RefusedException.class.getName());
      assertThat(redrive.payload())
          .contains("Cannot redrive batch 3 of rides: there is no such batch");
      execution = Events.json("plan.json").path("execution").asText();
    }
    try (FunctionProcess close = FunctionProcess.start(standIns.launch("CloseBatchFunction"))) {
      // Its own attempt has gone on to batch 1: nothing of batch 3 is touched.
      assertThat(close.invoke(Events.text("close-success.json")).failed()).isFalse();
      ObjectNode failure = (ObjectNode) Events.json("close-failure.json");
      failure.put("execution", execution).put("batch", 1).put("fence", 1).put("attempt", 1);
      assertThat(close.invoke(Json.write(failure)).failed()).isFalse();
      assertThat(close.invoke(Events.text("close-failure.json")).failed()).isFalse();
    }
  }

  @Test
  void batchOfMessages_withOneThatCannotBeAdmitted_reportsThatOneOnly() {
    String unversioned = "unversioned-" + UUID.randomUUID();
    standIns.s3().createBucket(r -> r.bucket(unversioned));
    ObjectNode batch = (ObjectNode) Events.json("uploads.json");
    ObjectNode bad = (ObjectNode) batch.path("Records").path(1);
    bad.put("body", Events.text("upload-unversioned.json").replace(StandIns.LANDING, unversioned));

    try (FunctionProcess admit = FunctionProcess.start(standIns.launch("AdmitFunction"))) {
      assertThat(admit.invoke(Json.write(batch)).payload())
          .isEqualTo(
              "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
                  .formatted(bad.path("messageId").asText()));
      assertThat(admit.log()).contains("keeps no versions");
    }
  }

  @Test
  void ledgerThatIsMissing_isAnErrorUnderTheNameThatTheStateMachineKnows() {
    Launch launch = standIns.launch("CloseBatchFunction");
    Map<String, String> elsewhere = new HashMap<>(launch.environment());
    elsewhere.put("INGOT_LEDGER_TABLE", "no-such-table");

    try (FunctionProcess close =
        FunctionProcess.start(Launch.of(launch.handler(), launch.classPath(), elsewhere))) {
      Answer answer = close.invoke(Events.text("close-success.json"), Duration.ofSeconds(30));

      assertThat(answer.errorType()).isEqualTo(RefusedException.class.getName());
      assertThat(answer.payload()).contains("no-such-table");
    }
  }

  @Test
  void functionWithSnapStart_isPrimedAndAnswersAfterTheRestore() throws Exception {
    S3Mock.upload(standIns.s3(), StandIns.LANDING, KEY, sample());
    try (FunctionProcess admit =
        FunctionProcess.start(standIns.launch("AdmitFunction").with(SnapStart.HOOKED))) {
      assertThat(admit.initialised().failed()).isFalse();
      assertThat(admit.log()).doesNotContain("Cannot prime");
      admit.restore();

      assertThat(admit.invoke(Events.queued("upload-unversioned.json")).payload())
          .isEqualTo("{\"batchItemFailures\":[]}");
      assertThat(standIns.aws().stepFunctions().starts()).isEqualTo(1);
    }
  }

  @Test
  void stage_publishesTheJarAndAnswersCloudFormation() throws Exception {
    byte[] jar = {1, 2, 3};
    Launch launch = standIns.launch("StageFunction");
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.put("INGOT_JOB_JAR", Files.write(folder.resolve("jar"), jar).toString());
    String uri = "s3://%s/jobs/%s.jar".formatted(standIns.code(), Sha256.hex(jar));

    try (FunctionProcess stage =
        FunctionProcess.start(Launch.of(launch.handler(), launch.classPath(), environment))) {
      assertThat(staged(stage, "stage-create.json").path("PhysicalResourceId").asText())
          .isEqualTo(uri);
      assertThat(staged(stage, "stage-update.json").at("/Data/Uri").asText()).isEqualTo(uri);
      assertThat(staged(stage, "stage-delete.json").path("Status").asText()).isEqualTo("SUCCESS");
      assertThat(S3Mock.read(standIns.s3(), uri)).isEqualTo(jar);
    }
  }

  private JsonNode staged(FunctionProcess stage, String event) {
    ObjectNode request = (ObjectNode) Events.json(event);
    request.put("ResponseURL", standIns.aws().uri() + "/" + event);
    assertThat(stage.invoke(Json.write(request)).failed()).as(event).isFalse();
    FakeAws.Request put = standIns.aws().puts().getLast();
    assertThat(put.uri().getPath()).isEqualTo("/" + event);
    return Json.read(put.body(), JsonNode.class);
  }

  private static JsonNode json(Answer answer) {
    assertThat(answer.failed()).as(answer.payload()).isFalse();
    return Json.read(answer.payload(), JsonNode.class);
  }

  private static byte[] sample() throws IOException {
    return Files.readAllBytes(
        Build.root().resolve("pipelines/rides/samples/1-rides-2024-05-01.csv"));
  }
}
