package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.admit.Admit;
import io.ingot.core.definition.Definitions;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.PlanRequest;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.Landing;
import io.ingot.core.port.Notifications;
import io.ingot.core.port.Workflow;
import io.ingot.core.sweep.EndedExecutions;
import io.ingot.core.sweep.Sweep;
import io.ingot.functions.aws.DynamoDbLedger;
import io.ingot.functions.aws.EmrServerlessJobRuns;
import io.ingot.functions.aws.PackagedDefinitions;
import io.ingot.functions.aws.S3Landing;
import io.ingot.functions.aws.S3WorkStore;
import io.ingot.functions.aws.SfnWorkflow;
import io.ingot.functions.aws.SnsNotifications;
import io.ingot.functions.sweep.SweepHandler;
import io.ingot.it.Build;
import io.ingot.it.Events;
import io.ingot.it.NeedsStandIns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Sweep against real servers for ledger and landing. */
@ExtendWith(NeedsStandIns.class)
class SweepHandlerIT {
  private static final String STATE_MACHINE =
      "arn:aws:states:eu-central-1:111122223333:stateMachine:ingot-dev-medallion";

  private final Instant later = Instant.now().plus(Duration.ofHours(1));

  private FakeAws aws;
  private S3Client s3;
  private String bucket;
  private Ledger ledger;
  private PlanBatch planBatch;
  private SweepHandler handler;

  @BeforeEach
  void start() throws Exception {
    aws = FakeAws.start();
    s3 = S3Mock.shared().client();
    bucket = S3Mock.bucket(s3);
    DynamoDbClient dynamoDb = DynamoDbLocal.shared().client();
    ledger = new DynamoDbLedger(dynamoDb, DynamoDbLocal.table(dynamoDb));
    String work = S3Mock.bucket(s3);
    Landing landing = new S3Landing(s3, bucket, work);
    Definitions definitions = new PackagedDefinitions().definitions();
    Workflow workflow =
        new SfnWorkflow(TestClients.of(SfnClient.builder(), aws.uri()).build(), STATE_MACHINE);
    Notifications topic =
        new SnsNotifications(
            TestClients.of(SnsClient.builder(), aws.uri()).build(),
            "arn:aws:sns:eu-central-1:111122223333:ingot-dev");
    Admit admit = new Admit(definitions, ledger, landing, topic);
    Sweep sweep = new Sweep(definitions, ledger, landing, workflow, admit);
    planBatch =
        new PlanBatch(
            definitions,
            ledger,
            landing,
            new S3WorkStore(s3, work),
            workflow,
            new EmrServerlessJobRuns(
                TestClients.of(EmrServerlessClient.builder(), aws.uri()).build(), "app"),
            Sizing.DEFAULT);
    handler =
        new SweepHandler(
            sweep,
            new EndedExecutions(ledger, sweep, topic, HowToRun.LAPTOP),
            InstantSource.fixed(later),
            () -> "b1");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void schedule_uploadWhoseEventWasLost_isRegisteredCountedAndStarted() throws Exception {
    upload("rides/data/a.csv");
    upload("rides/data/b.tmp");
    LogContext context = new LogContext();

    JsonNode report = sweep(context);

    assertThat(report.path("listed").asInt()).isEqualTo(2);
    assertThat(report.path("registered").asInt()).isEqualTo(2);
    assertThat(report.path("refused").asInt()).isEqualTo(1);
    assertThat(ledger.countWaiting("rides")).isEqualTo(1);
    assertThat(aws.stepFunctions().running())
        .containsExactly(Map.entry(execution(1), "{\"pipeline\":\"rides\"}"));
    JsonNode metrics = metrics(context);
    assertThat(metrics.path("MissedFiles").asInt()).isEqualTo(2);
    assertThat(metrics.path("RegisteredFiles").asInt()).isEqualTo(2);
    assertThat(metrics.path("RefusedFiles").asInt()).isEqualTo(1);
    assertThat(metrics.path("UnfinishedSweeps").asInt()).isZero();
    assertThat(metrics.path("OldestWaitingSeconds").asInt()).isBetween(3000, 3601);

    JsonNode again = sweep(new LogContext());
    assertThat(again.path("registered").asInt()).isZero();
    assertThat(aws.stepFunctions().starts()).isEqualTo(1);
  }

  @Test
  void schedule_nearItsTimeout_reportsThatItIsUnfinished() throws Exception {
    upload("rides/data/a.csv");
    LogContext context = new LogContext(30_000);

    assertThat(sweep(context).path("unfinished").asBoolean()).isTrue();
    assertThat(metrics(context).path("UnfinishedSweeps").asInt()).isEqualTo(1);
    assertThat(sweep(new LogContext()).path("registered").asInt()).isEqualTo(1);
  }

  @Test
  void abortedExecution_withItsBatchOpen_isToldAndItsBatchGoesOnInAnother() throws Exception {
    abortWithOpenBatch();
    LogContext context = new LogContext();

    JsonNode report = ended("ABORTED", context);

    assertThat(report.path("restarted")).hasSize(1);
    assertThat(report.path("listed").asInt()).isZero();
    assertThat(metrics(context).path("RestartedPipelines").asInt()).isEqualTo(1);
    assertThat(metrics(context).has("MissedFiles")).isFalse();
    assertThat(aws.stepFunctions().running()).containsOnlyKeys(execution(2));
    PlanAnswer plan = plan(execution(2));
    assertThat(List.of(plan.batch(), plan.fence(), (long) plan.attempt()))
        .containsExactly(1L, 2L, 2L);
    assertThat(aws.sns().published()).hasSize(1);
    assertThat(aws.sns().published().get(0).get("Message"))
        .startsWith("Cannot finish execution rides-b1-1 of rides: somebody stopped it (")
        .contains("Another execution was started");
  }

  @Test
  void heldPipeline_isLeftAloneByEventAndSchedule() throws Exception {
    abortWithOpenBatch();
    PipelineItem header = ledger.pipeline("rides");
    assertThat(ledger.update(header, header.held("batch 1: gate"))).isTrue();

    assertThat(ended("ABORTED", new LogContext()).path("restarted")).isEmpty();
    assertThat(sweep(new LogContext()).path("restarted")).isEmpty();
    assertThat(aws.stepFunctions().starts()).isEqualTo(1);
    assertThat(aws.sns().published().get(0).get("Message"))
        .contains("run: ./ingot redrive --pipeline rides --batch 1");
  }

  private void abortWithOpenBatch() throws Exception {
    upload("rides/data/a.csv");
    sweep(new LogContext());
    assertThat(plan(execution(1)).batch()).isEqualTo(1);
    aws.stepFunctions().end(execution(1), "ABORTED");
  }

  private PlanAnswer plan(String execution) {
    return planBatch.plan(new PlanRequest("rides", execution, "t1", Command.NONE), later);
  }

  private void upload(String key) throws Exception {
    S3Mock.upload(
        s3,
        bucket,
        key,
        Files.readAllBytes(Build.root().resolve("pipelines/rides/samples/1-rides-2024-05-01.csv")));
  }

  private static String execution(int start) {
    return STATE_MACHINE.replace(":stateMachine:", ":execution:") + ":rides-b1-" + start;
  }

  private JsonNode sweep(LogContext context) throws Exception {
    return invoke(Events.text("sweep-schedule.json"), context);
  }

  private JsonNode ended(String status, LogContext context) throws Exception {
    ObjectNode event = (ObjectNode) Events.json("execution-failed.json");
    ((ObjectNode) event.path("detail"))
        .put("executionArn", execution(1))
        .put("name", "rides-b1-1")
        .put("status", status)
        .putNull("error")
        .putNull("cause");
    return invoke(Json.write(event), context);
  }

  private JsonNode invoke(String event, LogContext context) throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
    return Json.read(answer.toByteArray(), JsonNode.class);
  }

  /** The log's line in CloudWatch's embedded metric format. */
  private static JsonNode metrics(LogContext context) {
    List<JsonNode> lines =
        context.lines().stream()
            .map(line -> Json.read(line, JsonNode.class))
            .filter(line -> line.has("_aws"))
            .toList();
    assertThat(lines).hasSize(1);
    JsonNode directive = lines.get(0).at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText()).isEqualTo("Ingot");
    assertThat(directive.path("Dimensions").toString()).isEqualTo("[[\"FunctionName\"]]");
    directive
        .path("Metrics")
        .forEach(
            metric ->
                assertThat(lines.get(0).path(metric.path("Name").asText()).isNumber()).isTrue());
    return lines.get(0);
  }
}
