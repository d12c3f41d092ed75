package io.ingot.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.functions.aws.SnsNotifications;
import io.ingot.it.Build;
import io.ingot.it.Events;
import io.ingot.it.NeedsStandIns;
import io.ingot.it.StandIns;
import io.ingot.it.aws.S3Mock;
import io.ingot.it.aws.TestClients;
import io.ingot.it.lambda.Answer;
import io.ingot.it.lambda.FunctionProcess;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.ExecutionRequest;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.Interpreter;
import io.ingot.local.asl.StateMachine;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.asl.TaskFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * From an upload to the tables, everything in processes of its own and over HTTP: the functions
 * under the runtime interface client with real SDK clients, the ledger in DynamoDB Local, all
 * buckets in S3Mock, the state machine's definition as deployed, the Spark jobs by their main class
 * with Iceberg on S3.
 */
@ExtendWith(NeedsStandIns.class)
final class HttpEndToEndIT {
  @TempDir Path folder;
  private final List<FunctionProcess> functions = new ArrayList<>();
  private StandIns standIns;
  private SparkSubmit spark;

  @BeforeEach
  void start() throws Exception {
    standIns = StandIns.start(UUID.randomUUID().toString());
    spark = new SparkSubmit(folder);
  }

  @AfterEach
  void stop() {
    functions.forEach(FunctionProcess::close);
    standIns.close();
  }

  @Test
  void upload_reachesTheTables_andAFailureReachesPeople() throws Exception {
    Map<String, String> settings = SparkSubmit.settings(standIns, folder);
    FunctionProcess admit = function("AdmitFunction");
    Map<String, FunctionProcess> deciding =
        Map.of(
            "plan", function("PlanBatchFunction"),
            "close", function("CloseBatchFunction"));

    upload(admit, "1-rides-2024-05-01.csv");
    ExecutionResult loaded = execute(deciding, settings);
    assertThat(loaded.status()).as(loaded.cause()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
    assertThat(standIns.aws().sns().published()).isEmpty();

    long rides = lines("1-rides-2024-05-01.csv") - 1;
    JsonNode counts =
        row(
            settings,
            "SELECT (SELECT count(*) FROM lake.uber_database.rides) bronze,"
                + " (SELECT count(*) FROM lake.uber_database.rides_silver_data) silver,"
                + " (SELECT count(*) FROM lake.uber_database.rides_gold_data) gold,"
                + " (SELECT count(*) FROM lake.uber_database.rides.snapshots"
                + "  WHERE summary['ingot.batch'] = '1') stamped");
    assertThat(counts.path("bronze").asLong()).isEqualTo(rides);
    assertThat(counts.path("silver").asLong()).isPositive();
    assertThat(counts.path("gold").asLong()).isPositive();
    assertThat(counts.path("stamped").asLong()).isPositive();
    assertThat(standIns.s3().listObjectsV2(r -> r.bucket(standIns.warehouse())).contents())
        .anyMatch(object -> object.key().endsWith(".metadata.json"))
        .anyMatch(object -> object.key().endsWith(".parquet"));

    upload(admit, "2-rides-2024-05-02.csv");
    settings.put("spark.sql.catalog.lake.io-impl", "org.example.NoSuchFileIO");
    ExecutionResult failed = execute(deciding, settings);
    assertThat(failed.status()).isEqualTo(ExecutionResult.Status.FAILED);
    assertThat(standIns.aws().sns().published())
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.get("Message"))
                    .contains(
                        "Cannot load batch 2 of rides",
                        "NoSuchFileIO",
                        "aws stepfunctions start-execution",
                        "\"verb\":\"redrive\",\"batch\":2"));
  }

  private FunctionProcess function(String name) {
    FunctionProcess started = FunctionProcess.start(standIns.launch(name));
    functions.add(started);
    return started;
  }

  private void upload(FunctionProcess admit, String sample) throws IOException {
    String key = "rides/data/" + sample;
    S3Mock.upload(standIns.s3(), StandIns.LANDING, key, Files.readAllBytes(samples(sample)));
    String event =
        Events.text("upload-unversioned.json").replace("rides/data/1-rides-2024-05-01.csv", key);
    Answer answer = admit.invoke(Events.message("1", event));
    assertThat(answer.payload()).isEqualTo("{\"batchItemFailures\":[]}");
  }

  /** Runs the one execution that Admit has started. */
  private ExecutionResult execute(
      Map<String, FunctionProcess> deciding, Map<String, String> settings) throws IOException {
    Map<String, String> running = standIns.aws().stepFunctions().running();
    assertThat(running).hasSize(1);
    String arn = running.keySet().iterator().next();
    ExecutionResult result =
        interpreter(deciding, settings)
            .run(
                new ExecutionRequest(
                    arn,
                    arn.substring(arn.lastIndexOf(':') + 1),
                    StandIns.STATE_MACHINE,
                    "ingot-dev-medallion",
                    Json.read(running.get(arn), JsonNode.class),
                    Instant.now(),
                    0),
                ExecutionListener.NONE);
    standIns.aws().stepFunctions().end(arn, result.status().name());
    return result;
  }

  private Interpreter interpreter(
      Map<String, FunctionProcess> deciding, Map<String, String> settings) throws IOException {
    SnsNotifications topic =
        new SnsNotifications(
            TestClients.of(SnsClient.builder(), standIns.aws().uri()).build(),
            "arn:aws:sns:eu-central-1:111122223333:ingot-dev");
    Integration lambda =
        (arguments, task) -> {
          Answer answer =
              deciding
                  .get(arguments.path("FunctionName").asText())
                  .invoke(Json.write(arguments.path("Payload")));
          if (answer.failed()) {
            throw new TaskFailedException(answer.errorType(), answer.payload());
          }
          return Json.tree(
              Map.of("StatusCode", 200, "Payload", Json.read(answer.payload(), JsonNode.class)));
        };
    Integration sns =
        (arguments, task) -> {
          topic.publish(arguments.path("Subject").asText(), arguments.path("Message").asText());
          return Json.tree(Map.of("MessageId", "1"));
        };
    return new Interpreter(
        StateMachine.load(
            Files.readString(Build.root().resolve("statemachine/medallion.asl.json")),
            Map.of(
                "PlanBatchFunctionArn", "plan",
                "CloseBatchFunctionArn", "close",
                "ApplicationId", "00f1a2b3c4d5e6f7",
                "JobRoleArn", "role",
                "SparkParameters", SparkSubmit.parameters(settings),
                "TopicArn", "topic",
                "Vcpus", "16")),
        Map.of(
            "arn:aws:states:::lambda:invoke", lambda,
            "arn:aws:states:::emr-serverless:startJobRun.sync", (arguments, task) -> job(arguments),
            "arn:aws:states:::sns:publish", sns),
        new SystemPacer());
  }

  private JsonNode job(JsonNode arguments) throws TaskFailedException {
    JsonNode submit = arguments.at("/JobDriver/SparkSubmit");
    List<String> entry = new ArrayList<>();
    submit.path("EntryPointArguments").forEach(argument -> entry.add(argument.asText()));
    try {
      SparkSubmit.End end = spark.run(submit.path("SparkSubmitParameters").asText(), entry);
      if (end.exitCode() != 0) {
        throw new TaskFailedException(
            "States.TaskFailed",
            Json.write(Map.of("JobRunId", "1", "State", "FAILED", "StateDetails", end.output())));
      }
      return Json.tree(Map.of("JobRunId", "1", "State", "SUCCESS"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskFailedException("States.Timeout", "interrupted");
    }
  }

  private JsonNode row(Map<String, String> settings, String query) throws Exception {
    Path rows = folder.resolve("rows.json");
    SparkSubmit.End end =
        spark.run(
            "--class " + TableRows.class.getName() + " " + SparkSubmit.parameters(settings),
            List.of(query, rows.toString()));
    assertThat(end.exitCode()).as(end.output()).isZero();
    return Json.read(Files.readString(rows), JsonNode.class);
  }

  private static long lines(String sample) throws IOException {
    try (var lines = Files.lines(samples(sample))) {
      return lines.count();
    }
  }

  private static Path samples(String sample) {
    return Build.root().resolve("pipelines/rides/samples").resolve(sample);
  }
}
