package io.ingot.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.admit.UploadEvents;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.PlanRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Ruler;

/** The sample events have the shapes that the rule and the functions expect. */
class EventsTest {
  private static final String BUCKET = "ingot-dev-landingbucket-1a2b3c4d5e6f";
  private static final String STATE_MACHINE =
      "arn:aws:states:eu-central-1:111122223333:stateMachine:ingot-dev-medallion";
  private static final String ODD_KEY = "rides/data/Größe 100% +1 %41 Zürich.csv";

  @ParameterizedTest
  @ValueSource(strings = {"versioned", "unversioned", "multipart", "odd-key"})
  void upload_passesTheRule(String name) throws Exception {
    assertThat(passes(Repository.text("events/upload-" + name + ".json"))).isTrue();
  }

  @Test
  void deletion_stopsAtTheRule() throws Exception {
    assertThat(passes(Repository.text("events/deletion.json"))).isFalse();
  }

  @Test
  void upload_toAnotherBucket_stopsAtTheRule() throws Exception {
    assertThat(passes(Repository.text("events/upload-versioned.json").replace(BUCKET, "another")))
        .isFalse();
  }

  @Test
  void upload_namesItsVersion() {
    assertThat(UploadEvents.in(Repository.text("events/upload-versioned.json")))
        .containsExactly(
            created(
                "rides/data/1-rides-2024-05-01.csv",
                "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
                "617f08299329d189"));
  }

  @Test
  void upload_toABucketWithoutVersions_namesNone() {
    assertThat(UploadEvents.in(Repository.text("events/upload-unversioned.json")))
        .containsExactly(created("rides/data/1-rides-2024-05-01.csv", "", "617f08299329d189"));
  }

  @Test
  void oddKey_inBothShapes_isTheSameFile() {
    UploadEvent expected =
        created(ODD_KEY, "QpT0y3H.2nDk8mW1xR5sV7cBzL4gJ6fA", "0066332A60AA10B2C3");

    assertThat(UploadEvents.in(Repository.text("events/upload-odd-key.json")))
        .containsExactly(expected);
    assertThat(UploadEvents.in(Repository.text("events/s3-notification.json")))
        .containsExactly(expected);
  }

  @Test
  void deletionAndTestEvent_areIgnored() {
    assertThat(UploadEvents.in(Repository.text("events/deletion.json")))
        .containsExactly(new UploadEvent.Ignored("Object Deleted"));
    assertThat(UploadEvents.in(Repository.text("events/s3-test-event.json")))
        .containsExactly(new UploadEvent.Ignored("S3 test event"));
  }

  @Test
  void messages_ofTheQueue_carryThreeUploadsAndOneThatIsNoEvent() {
    List<UploadEvent> uploads = new ArrayList<>();
    Repository.json("events/uploads.json")
        .path("Records")
        .forEach(m -> uploads.addAll(UploadEvents.in(m.path("body").asText())));

    assertThat(uploads).hasSize(4).filteredOn(u -> u instanceof UploadEvent.Created).hasSize(3);
    assertThat(uploads.get(2)).isInstanceOf(UploadEvent.Unreadable.class);
    assertThat(uploads.get(3)).isEqualTo(uploads.get(0));
  }

  @Test
  void plan_isWhatTheStateMachineAsks() {
    PlanRequest plan = Json.read(Repository.text("events/plan.json"), PlanRequest.class);
    PlanRequest redrive = Json.read(Repository.text("events/plan-redrive.json"), PlanRequest.class);

    assertThat(plan.command()).isEqualTo(Command.NONE);
    assertThat(redrive.command()).isEqualTo(Command.redrive(3));
    assertThat(plan.vcpus()).isEqualTo(16);
    assertSameFields("PlanBatch", "events/plan.json");
    assertSameFields("PlanBatch", "events/plan-redrive.json");
  }

  @Test
  void close_isWhatTheStateMachineAsks() {
    CloseRequest success =
        Json.read(Repository.text("events/close-success.json"), CloseRequest.class);
    CloseRequest failure =
        Json.read(Repository.text("events/close-failure.json"), CloseRequest.class);

    assertThat(success.failure()).isEqualTo(CloseRequest.Caught.NOTHING);
    assertThat(Json.read(failure.failure().cause(), JsonNode.class).path("State").asText())
        .isEqualTo("FAILED");
    assertSameFields("CloseBatch", "events/close-success.json");
    assertSameFields("CloseBatch", "events/close-failure.json");
  }

  @ParameterizedTest
  @CsvSource({"redrive,3", "skip,3", "rollback,2"})
  void start_withACommandForABatch_isWhatPlanBatchUnderstands(String verb, long batch) {
    assertThat(command("events/start-" + verb + ".json"))
        .isEqualTo(new Command(verb, batch, "", ""));
  }

  @Test
  void start_withACommandForAQuarantine_namesTheSource() {
    assertThat(command("events/start-redrive-quarantine.json"))
        .isEqualTo(Command.redriveQuarantine("orders"));
  }

  @Test
  void start_withACommandForAFile_namesItsVersion() {
    assertThat(command("events/start-redrive-file.json").file())
        .isEqualTo(
            "s3://%s/rides/data/1-rides-2024-05-01.csv?versionId=IYV3p45BT0ac8hjHg1houSdS1a.Mro8e"
                .formatted(BUCKET));
    assertThat(fields(Repository.json("events/start.json"))).containsExactly("pipeline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
  void endWithoutSuccess_passesTheRule(String status) throws Exception {
    assertThat(wakesSweep(execution(status))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUNNING", "SUCCEEDED", "PENDING_REDRIVE"})
  void executionThatGoesOnOrSucceeds_stopsAtTheRule(String status) throws Exception {
    assertThat(wakesSweep(execution(status))).isFalse();
  }

  @Test
  void endOfAnotherStateMachine_stopsAtTheRule() throws Exception {
    assertThat(wakesSweep(execution("FAILED").replace(STATE_MACHINE, STATE_MACHINE + "-2")))
        .isFalse();
    assertThat(wakesSweep(Repository.text("events/sweep-schedule.json"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "update", "delete"})
  void stage_isAskedForTheResourceOfTheTemplate(String type) {
    JsonNode request = Repository.json("events/stage-" + type + ".json");
    JsonNode properties =
        Repository.resources(request.path("ResourceType").asText())
            .get(request.path("LogicalResourceId").asText());

    assertThat(request.path("RequestType").asText()).isEqualToIgnoringCase(type);
    assertThat(fields(request.path("ResourceProperties"))).isEqualTo(fields(properties));
  }

  private static void assertSameFields(String state, String event) {
    assertThat(fields(Repository.json(event)))
        .isEqualTo(
            fields(
                Repository.json("statemachine/medallion.asl.json")
                    .path("States")
                    .path(state)
                    .at("/Arguments/Payload")));
  }

  private static List<String> fields(JsonNode object) {
    List<String> fields = new ArrayList<>();
    object.fieldNames().forEachRemaining(fields::add);
    return fields.stream().sorted().toList();
  }

  private static Command command(String event) {
    return Json.of(Repository.json(event).path("command"), Command.class);
  }

  private static String execution(String status) {
    return Repository.text("events/execution-failed.json").replace("FAILED", status);
  }

  private static boolean wakesSweep(String event) throws Exception {
    ObjectNode pattern =
        Repository.resources("AWS::Events::Rule")
            .get("EndedExecutionRule")
            .path("EventPattern")
            .deepCopy();
    ((ObjectNode) pattern.path("detail")).putArray("stateMachineArn").add(STATE_MACHINE);
    return Ruler.matchesRule(event, pattern.toString());
  }

  private static boolean passes(String event) throws Exception {
    ObjectNode pattern =
        Repository.resources("AWS::Events::Rule").get("UploadRule").path("EventPattern").deepCopy();
    ((ObjectNode) pattern.at("/detail/bucket")).putArray("name").add(BUCKET);
    return Ruler.matchesRule(event, pattern.toString());
  }

  private static UploadEvent created(String key, String version, String sequencer) {
    return new UploadEvent.Created(new FileVersion(BUCKET, key, version), sequencer);
  }
}
