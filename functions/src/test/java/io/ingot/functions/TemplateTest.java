package io.ingot.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.failure.IngotException;
import io.ingot.core.failure.StillStoppingException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.plan.JobCost;
import io.ingot.core.plan.Sizing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The template, the state machine and the code use the same names and allow each other time. */
class TemplateTest {
  private static final String ASL = "statemachine/medallion.asl.json";

  @Test
  void substitutions_ofTemplateAndStateMachine_areTheSame() {
    assertThat(names(substitutions())).isEqualTo(found("\\$\\{(\\w+)}", Repository.text(ASL)));
  }

  @Test
  void sparkParameters_withinAJsonataString_neitherEndItNorBreakTheLine() {
    assertThat(substitutions().path("SparkParameters").path("Fn::Sub").asText())
        .doesNotContain("'", "\"", "\n", "\\")
        .contains("--conf spark.sql.catalog.lake.cache-enabled=false")
        .contains("--conf spark.sql.session.timeZone=UTC")
        .contains("--conf spark.rdd.compress=true");
  }

  @Test
  void handlers_canBeMadeByLambda() throws Exception {
    for (Map.Entry<String, JsonNode> function : functions().entrySet()) {
      Class<?> handler = Class.forName(function.getValue().path("Handler").asText());
      assertThat(handler.getConstructor()).as(function.getKey()).isNotNull();
    }
  }

  @Test
  void aliases_followEveryPropertyOfTheirFunction() {
    assertThat(functions().values())
        .filteredOn(function -> function.has("AutoPublishAlias"))
        .hasSize(4)
        .allSatisfy(
            function ->
                assertThat(function.path("AutoPublishAliasAllProperties").asBoolean()).isTrue());
  }

  /** The schema that linters use allows more, to functions on managed instances. */
  @Test
  void functions_runNoLongerThanLambdaAllows() {
    assertThat(functions().values()).allMatch(function -> timeout(function) <= 900);
  }

  @Test
  void functions_areNamedAfterTheirStep() {
    Map<String, String> handlers = new TreeMap<>();
    functions().forEach((id, function) -> handlers.put(id, function.path("Handler").asText()));
    assertThat(handlers)
        .containsExactly(
            Map.entry("AdmitFunction", "io.ingot.functions.admit.AdmitHandler"),
            Map.entry("CloseBatchFunction", "io.ingot.functions.close.CloseBatchHandler"),
            Map.entry("PlanBatchFunction", "io.ingot.functions.plan.PlanBatchHandler"),
            Map.entry("StageFunction", "io.ingot.functions.stage.StageHandler"),
            Map.entry("SweepFunction", "io.ingot.functions.sweep.SweepHandler"));
  }

  @Test
  void errors_thatTheStateMachineNames_areClassesOfTheCode() throws Exception {
    for (String name : found("\"(io\\.ingot\\.[\\w.]+)\"", Repository.text(ASL))) {
      assertThat(IngotException.class).isAssignableFrom(Class.forName(name));
    }
  }

  @Test
  void failures_thatAreTransient_areRetriedWhereverAFunctionIsCalledAndNoOthersAre() {
    // Only who takes over waits for a job run that is still stopping.
    Map<String, NavigableSet<String>> transients =
        Map.of(
            "PlanBatch",
            sorted(TransientException.class.getName(), StillStoppingException.class.getName()),
            "CloseBatch",
            sorted(TransientException.class.getName()));
    assertThat(TransientException.class.getPermittedSubclasses())
        .containsExactly(StillStoppingException.class);
    tasks("arn:aws:states:::lambda:invoke")
        .forEach(
            (name, state) ->
                assertThat(found("\"(io\\.ingot\\.[\\w.]+)\"", state.path("Retry").toString()))
                    .as(name)
                    .isEqualTo(transients.get(name)));
  }

  /** Lambda takes minutes to prepare a version that nobody has called for 14 days. */
  @Test
  void functions_whoseSnapshotIsBeingPrepared_areTriedForFiveMinutes() {
    tasks("arn:aws:states:::lambda:invoke")
        .forEach(
            (name, state) -> {
              JsonNode retrier = state.at("/Retry/1");
              assertThat(retrier.path("ErrorEquals"))
                  .as(name)
                  .extracting(JsonNode::asText)
                  .containsExactly(
                      "Lambda.SnapStartNotReadyException", "Lambda.SnapStartTimeoutException");
              assertThat(retrier.path("BackoffRate").asInt()).as(name).isEqualTo(1);
              assertThat(
                      retrier.path("IntervalSeconds").asInt() * retrier.path("MaxAttempts").asInt())
                  .as(name)
                  .isEqualTo(300);
            });
    functions()
        .forEach(
            (id, function) ->
                assertThat(function.has("SnapStart"))
                    .as(id)
                    .isEqualTo(function.has("AutoPublishAlias")));
  }

  @Test
  void tasks_ofTheStateMachine_catchEverythingAndEnd() {
    Stream.of("lambda:invoke", "emr-serverless:startJobRun.sync", "sns:publish")
        .map(r -> tasks("arn:aws:states:::" + r))
        .flatMap(tasks -> tasks.entrySet().stream())
        .forEach(
            task -> {
              assertThat(task.getValue().path("TimeoutSeconds").asInt())
                  .as(task.getKey())
                  .isPositive();
              assertThat(task.getValue().path("Catch").path(0).path("ErrorEquals").path(0).asText())
                  .as(task.getKey())
                  .isEqualTo("States.ALL");
            });
  }

  @Test
  void jobStates_waitLongerThanQueueAndJobRunTogether() {
    int queue =
        Repository.resources("AWS::EMRServerless::Application")
            .get("SparkApplication")
            .path("SchedulerConfiguration")
            .path("QueueTimeoutMinutes")
            .asInt();
    Map<String, JsonNode> jobs = tasks("arn:aws:states:::emr-serverless:startJobRun.sync");
    assertThat(jobs).containsOnlyKeys("Medallion", "Bronze", "Silver", "Gold", "Withdraw");
    assertThat(queue).isPositive();
    jobs.forEach(
        (name, job) ->
            assertThat(job.path("TimeoutSeconds").asInt())
                .as(name)
                .isGreaterThanOrEqualTo(
                    60
                        * (queue
                            + job.path("Arguments").path("ExecutionTimeoutMinutes").asInt()
                            + 5)));
  }

  @Test
  void jobRuns_haveTheTimeThatPlanBatchCountsOn() {
    tasks("arn:aws:states:::emr-serverless:startJobRun.sync")
        .forEach(
            (name, job) ->
                assertThat(60.0 * job.path("Arguments").path("ExecutionTimeoutMinutes").asInt())
                    .as(name)
                    .isEqualTo(JobCost.DEFAULT.limitSeconds()));
  }

  @Test
  void functionStates_waitLongerThanTheFunctionMayRun() {
    tasks("arn:aws:states:::lambda:invoke")
        .forEach(
            (name, state) ->
                assertThat(state.path("TimeoutSeconds").asInt())
                    .as(name)
                    .isGreaterThan(timeout(functions().get(name + "Function"))));
  }

  /**
   * The largest that is planned in one call: a rollback over 6,000 files, each read from the ledger
   * by two requests, or a batch of 5,000 versions that are looked at and copied. Sixteen requests
   * are made at once; each takes far less than a tenth of a second, a copy of 100 MB a second.
   */
  @Test
  void planBatch_hasTheTimeForItsLargestCall_andGoesOnWhereItWasCutOff() {
    double request = 0.1;
    double copy = 1;
    int atOnce = 16;
    int most = timeout(functions().get("PlanBatchFunction"));

    assertThat(6_000 * 2 * request / atOnce).isLessThan(most);
    assertThat(5_000 * (2 * request + copy) / atOnce).isLessThan(most);
    JsonNode retrier = Repository.json(ASL).at("/States/PlanBatch/Retry/0").path("ErrorEquals");
    assertThat(retrier).extracting(JsonNode::asText).contains("Lambda.Unknown", "Sandbox.Timedout");
  }

  @Test
  void functions_thatRanOutOfTime_areCalledAgain() {
    tasks("arn:aws:states:::lambda:invoke")
        .forEach(
            (name, state) ->
                assertThat(state.at("/Retry/0/ErrorEquals"))
                    .as(name)
                    .extracting(JsonNode::asText)
                    .contains("Lambda.Unknown", "Sandbox.Timedout"));
  }

  /** A cancelled job run of Spark ends within minutes; the service cancels after no set time. */
  @Test
  void takeover_waitsTwentyMinutesForACancellingJobRun() {
    JsonNode retrier = Repository.json(ASL).at("/States/PlanBatch/Retry/2");

    assertThat(retrier.path("ErrorEquals"))
        .extracting(JsonNode::asText)
        .containsExactly(StillStoppingException.class.getName());
    assertThat(retrier.path("BackoffRate").asInt()).isEqualTo(1);
    assertThat(retrier.path("IntervalSeconds").asInt() * retrier.path("MaxAttempts").asInt())
        .isEqualTo(1200);
  }

  @Test
  void jobRuns_thatAreThrottledUnderAnyName_areStartedAgain() {
    tasks("arn:aws:states:::emr-serverless:startJobRun.sync")
        .forEach(
            (name, state) ->
                assertThat(state.at("/Retry/0/ErrorEquals"))
                    .as(name)
                    .extracting(JsonNode::asText)
                    .contains(
                        "EMRServerless.ThrottlingException",
                        "EMRServerless.TooManyRequestsException",
                        "EMRServerless.AWSEMRServerlessException",
                        "EMRServerless.EmrServerlessException"));
  }

  @Test
  void jobRuns_takeTheJarThatPlanBatchAnswers() {
    tasks("arn:aws:states:::emr-serverless:startJobRun.sync")
        .forEach(
            (name, state) ->
                assertThat(state.at("/Arguments/JobDriver/SparkSubmit/EntryPoint").asText())
                    .as(name)
                    .isEqualTo("{% $plan.jar %}"));
    assertThat(functions().get("PlanBatchFunction").has("DependsOn")).isFalse();
    assertThat(Repository.template().at("/Resources/PlanBatchFunction/DependsOn").asText())
        .isEqualTo("SparkJar");
  }

  @Test
  void copies_expireByNoAge_butOnceCloseBatchHasDeletedThem() {
    JsonNode rule =
        Repository.template().at("/Resources/WorkBucket/Properties/LifecycleConfiguration/Rules/0");

    assertThat(rule.path("Prefix").asText()).isEqualTo("copies/");
    assertThat(rule.path("NoncurrentVersionExpiration").path("NoncurrentDays").asInt())
        .isEqualTo(1);
    Repository.template()
        .at("/Resources/WorkBucket/Properties/LifecycleConfiguration/Rules")
        .forEach(r -> assertThat(r.has("ExpirationInDays")).as(r.path("Id").asText()).isFalse());
  }

  @Test
  void queue_hidesMessagesSixTimesAsLongAsAdmitMayRun() {
    JsonNode admit = functions().get("AdmitFunction");
    JsonNode source = admit.path("Events").path("Uploads").path("Properties");
    JsonNode queue = Repository.resources("AWS::SQS::Queue").get("UploadQueue");

    assertThat(queue.path("VisibilityTimeout").asInt())
        .isGreaterThanOrEqualTo(
            6 * timeout(admit) + source.path("MaximumBatchingWindowInSeconds").asInt());
    assertThat(source.path("FunctionResponseTypes").path(0).asText())
        .isEqualTo("ReportBatchItemFailures");
  }

  @Test
  void sweep_isWokenThroughItsAliasAndKeepsWhatFailed() {
    Map<String, JsonNode> rules = Repository.resources("AWS::Events::Rule");
    Map<String, JsonNode> permissions = Repository.resources("AWS::Lambda::Permission");
    for (String rule : List.of("SweepRule", "EndedExecutionRule")) {
      JsonNode target = rules.get(rule).at("/Targets/0");
      JsonNode permission = permissions.get(rule + "Permission");
      assertThat(target.at("/Arn/Ref").asText()).as(rule).isEqualTo("SweepFunctionAliaslive");
      assertThat(target.at("/DeadLetterConfig/Arn/Fn::GetAtt").asText())
          .as(rule)
          .isEqualTo("SweepDeadLetterQueue.Arn");
      assertThat(permission.at("/FunctionName/Ref").asText())
          .as(rule)
          .isEqualTo("SweepFunctionAliaslive");
      assertThat(permission.at("/SourceArn/Fn::GetAtt").asText()).isEqualTo(rule + ".Arn");
    }
    assertThat(
            functions()
                .get("SweepFunction")
                .at("/EventInvokeConfig/DestinationConfig/OnFailure/Destination/Fn::GetAtt")
                .asText())
        .isEqualTo("SweepDeadLetterQueue.Arn");
  }

  @Test
  void alarms_onMetricsOfTheCode_nameThoseThatItPrints() throws Exception {
    NavigableSet<String> printed = new TreeSet<>();
    for (Path source : Repository.sources("functions/src/main/java")) {
      printed.addAll(found("\\.(?:count|seconds)\\(\"(\\w+)\"", Files.readString(source)));
    }
    NavigableSet<String> watched = new TreeSet<>();
    Repository.resources("AWS::CloudWatch::Alarm")
        .forEach(
            (id, alarm) -> {
              assertThat(alarm.at("/AlarmActions/0/Ref").asText()).as(id).isEqualTo("Topic");
              if (alarm.path("Namespace").asText().equals(Metrics.NAMESPACE)) {
                watched.add(alarm.path("MetricName").asText());
                assertThat(alarm.at("/Dimensions/0/Name").asText()).isEqualTo("FunctionName");
              }
            });

    assertThat(watched).containsExactly("MissedFiles", "OldestWaitingSeconds", "UnfinishedSweeps");
    assertThat(printed).containsAll(watched);
  }

  @Test
  void environment_ofEachFunction_isWhatItUses() {
    Map<String, NavigableSet<String>> environment = new TreeMap<>();
    functions()
        .forEach((id, f) -> environment.put(id, names(f.path("Environment").path("Variables"))));
    assertThat(environment)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "AdmitFunction",
                    sorted(
                        "INGOT_LEDGER_TABLE",
                        "INGOT_LANDING_BUCKET",
                        "INGOT_WORK_BUCKET",
                        "INGOT_STATE_MACHINE_ARN",
                        "INGOT_TOPIC_ARN"),
                    "PlanBatchFunction",
                    sorted(
                        "INGOT_LEDGER_TABLE",
                        "INGOT_LANDING_BUCKET",
                        "INGOT_WORK_BUCKET",
                        "INGOT_STATE_MACHINE_ARN",
                        "INGOT_APPLICATION_ID",
                        "INGOT_CODE_BUCKET"),
                    "CloseBatchFunction",
                    sorted("INGOT_LEDGER_TABLE", "INGOT_WORK_BUCKET", "INGOT_STATE_MACHINE_ARN"),
                    "SweepFunction",
                    sorted(
                        "INGOT_LEDGER_TABLE",
                        "INGOT_LANDING_BUCKET",
                        "INGOT_WORK_BUCKET",
                        "INGOT_STATE_MACHINE_ARN",
                        "INGOT_TOPIC_ARN"),
                    "StageFunction",
                    sorted("INGOT_CODE_BUCKET", "INGOT_JOB_JAR"))));
  }

  @Test
  void functions_withAnAlias_haveNoParameterThatItsVersionWouldKeep() {
    NavigableSet<String> parameters = names(Repository.template().path("Parameters"));
    String any = String.join("|", parameters);
    Pattern use = Pattern.compile("\"Ref\":\"(%1$s)\"|\\$\\{(%1$s)}".formatted(any));
    ObjectNode shared = Repository.template().at("/Globals/Function").deepCopy();
    // A change of the tag is told to the function, not to its versions.
    shared.remove("Tags");

    assertThat(functions()).anySatisfy((id, f) -> assertThat(f.has("AutoPublishAlias")).isTrue());
    functions()
        .forEach(
            (id, function) -> {
              if (function.has("AutoPublishAlias")) {
                assertThat(function + " " + shared).as(id).doesNotContainPattern(use);
              }
            });
  }

  @Test
  void vcpus_reachPlanBatchThroughTheStateMachine() {
    assertThat(substitutions().at("/Vcpus/Ref").asText()).isEqualTo("MaximumVcpus");
    assertThat(Repository.json(ASL).at("/States/PlanBatch/Arguments/Payload/vcpus").asText())
        .isEqualTo("{% $number('${Vcpus}') %}");
    assertThat(Repository.template().at("/Parameters/MaximumVcpus/Default").asInt())
        .isEqualTo(Sizing.DEFAULT.vcpus());
  }

  @Test
  void environment_thatTheCodeReads_isSet() throws Exception {
    NavigableSet<String> set = new TreeSet<>();
    functions().values().forEach(f -> set.addAll(names(f.path("Environment").path("Variables"))));
    for (Path source : Repository.sources("functions/src/main/java")) {
      assertThat(set)
          .as(source.toString())
          .containsAll(found("\"(INGOT_[A-Z_]+)\"", Files.readString(source)));
    }
  }

  @Test
  void capacity_letsAsManyJobRunsInAsPlanBatchCountsOn() {
    JsonNode capacity = Repository.template().path("Mappings").path("Capacity");
    JsonNode vcpus = Repository.template().path("Parameters").path("MaximumVcpus");
    NavigableSet<String> allowed = new TreeSet<>();
    vcpus.path("AllowedValues").forEach(v -> allowed.add(v.asText()));

    assertThat(names(capacity)).isEqualTo(allowed);
    allowed.forEach(
        v -> {
          int count = Integer.parseInt(v);
          assertThat(capacity.path(v).path("JobRuns").asInt())
              .isEqualTo(Sizing.of(count).jobRuns());
          assertThat(capacity.path(v).path("Memory").asText()).isEqualTo(8 * count + " GB");
        });
  }

  @Test
  void buckets_areVersionedEncryptedPrivateAndTlsOnly() {
    Map<String, JsonNode> policies = Repository.resources("AWS::S3::BucketPolicy");
    Map<String, JsonNode> buckets = Repository.resources("AWS::S3::Bucket");
    assertThat(buckets)
        .containsOnlyKeys(
            "CodeBucket",
            "LandingBucket",
            "LogsBucket",
            "QueryResultsBucket",
            "WarehouseBucket",
            "WorkBucket");
    buckets.forEach(
        (id, bucket) -> {
          assertThat(bucket.path("VersioningConfiguration").path("Status").asText())
              .as(id)
              .isEqualTo("Enabled");
          assertThat(bucket.path("PublicAccessBlockConfiguration"))
              .as(id)
              .hasSize(4)
              .allMatch(JsonNode::asBoolean);
          assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
              .as(id)
              .isEqualTo("BucketOwnerEnforced");
          assertThat(bucket.has("BucketEncryption")).as(id).isTrue();
          assertThat(
                  policies
                      .get(id + "Policy")
                      .at("/PolicyDocument/Statement/0/Condition/Bool/aws:SecureTransport")
                      .asText())
              .as(id)
              .isEqualTo("false");
        });
  }

  @Test
  void queries_runUnderTheLimitsOfTheWorkGroup() {
    JsonNode workGroup =
        Repository.resources("AWS::Athena::WorkGroup")
            .get("AthenaWorkGroup")
            .path("WorkGroupConfiguration");

    assertThat(workGroup.path("EnforceWorkGroupConfiguration").asBoolean()).isTrue();
    assertThat(workGroup.at("/BytesScannedCutoffPerQuery/Ref").asText())
        .isEqualTo("MaximumScannedBytes");
    assertThat(workGroup.at("/ResultConfiguration/OutputLocation/Fn::Sub").asText())
        .isEqualTo("s3://${QueryResultsBucket}/");
    assertThat(workGroup.at("/ResultConfiguration/EncryptionConfiguration/EncryptionOption"))
        .hasToString("\"SSE_S3\"");
    assertThat(Repository.resources("AWS::Athena::NamedQuery").values())
        .isNotEmpty()
        .allMatch(query -> query.at("/WorkGroup/Ref").asText().equals("AthenaWorkGroup"));
  }

  @Test
  void data_isKeptWhenTheStackIsDeleted() {
    List<String> kept = new ArrayList<>();
    Repository.template()
        .path("Resources")
        .fields()
        .forEachRemaining(
            r -> {
              if (r.getValue().path("DeletionPolicy").asText().startsWith("Retain")
                  && r.getValue().path("UpdateReplacePolicy").asText().equals("Retain")
                  && !r.getValue().path("Type").asText().equals("AWS::Glue::Database")) {
                kept.add(r.getKey());
              }
            });
    assertThat(kept)
        .containsExactlyInAnyOrder(
            "LandingBucket",
            "WorkBucket",
            "WarehouseBucket",
            "QueryResultsBucket",
            "CodeBucket",
            "LogsBucket",
            "Ledger");
    assertThat(Repository.template().path("Resources"))
        .filteredOn(r -> r.path("Type").asText().equals("AWS::Glue::Database"))
        .isNotEmpty()
        .allMatch(r -> r.path("DeletionPolicy").asText().startsWith("Retain"));
  }

  @Test
  void resources_thatCanBeTagged_are() {
    Set<String> taggable =
        Set.of(
            "AWS::S3::Bucket",
            "AWS::Athena::WorkGroup",
            "AWS::Events::Rule",
            "AWS::SQS::Queue",
            "AWS::IAM::Role",
            "AWS::Logs::LogGroup",
            "AWS::DynamoDB::Table",
            "AWS::Serverless::StateMachine",
            "AWS::EMRServerless::Application",
            "AWS::SNS::Topic",
            "AWS::CloudWatch::Alarm");
    Repository.template()
        .path("Resources")
        .fields()
        .forEachRemaining(
            r -> {
              if (taggable.contains(r.getValue().path("Type").asText())) {
                assertThat(r.getValue().path("Properties").path("Tags")).as(r.getKey()).hasSize(2);
              }
            });
    assertThat(Repository.template().at("/Globals/Function/Tags")).hasSize(2);
  }

  /** Except what there is more of with every pipeline. */
  @Test
  void checklist_namesEveryResource() {
    NavigableSet<String> resources = names(Repository.template().path("Resources"));
    resources.removeAll(Repository.resources("AWS::Glue::Database").keySet());
    resources.removeAll(Repository.resources("AWS::Athena::NamedQuery").keySet());
    resources.removeIf(id -> id.matches("(JobData|SweepLanding)Policy[2-9]\\d*"));

    assertThat(found("`(\\w+)`", Repository.text("docs/deploy-checklist.md")))
        .containsAll(resources);
  }

  @Test
  void deployGuide_namesEveryParameter() {
    assertThat(found("\\| `(\\w+)` \\|", Repository.text("docs/deploy.md")))
        .containsAll(names(Repository.template().path("Parameters")));
  }

  @Test
  void samconfig_setsParametersOfTheTemplate() {
    Pattern.compile("parameter_overrides = \"(.*)\"")
        .matcher(Repository.text("samconfig.toml"))
        .results()
        .forEach(
            line ->
                assertThat(names(Repository.template().path("Parameters")))
                    .containsAll(found("(\\w+)=", line.group(1))));
  }

  @Test
  void sparkJar_isWhereTheLayerPutsIt() {
    JsonNode layer = Repository.resources("AWS::Serverless::LayerVersion").get("SparkJobLayer");
    JsonNode stage = functions().get("StageFunction");

    assertThat(layer.path("ContentUri").asText()).isEqualTo("spark-jobs/target/layer/");
    assertThat(stage.at("/Layers/0/Ref").asText()).isEqualTo("SparkJobLayer");
    assertThat(stage.at("/Environment/Variables/INGOT_JOB_JAR").asText())
        .isEqualTo("/opt/ingot-spark-jobs.jar");
  }

  private static JsonNode substitutions() {
    return Repository.resources("AWS::Serverless::StateMachine")
        .get("MedallionStateMachine")
        .path("DefinitionSubstitutions");
  }

  private static Map<String, JsonNode> functions() {
    return Repository.resources("AWS::Serverless::Function");
  }

  private static int timeout(JsonNode function) {
    return function
        .path("Timeout")
        .asInt(Repository.template().at("/Globals/Function/Timeout").asInt());
  }

  private static Map<String, JsonNode> tasks(String resource) {
    Map<String, JsonNode> tasks = new TreeMap<>();
    Repository.json(ASL)
        .path("States")
        .fields()
        .forEachRemaining(
            s -> {
              if (s.getValue().path("Resource").asText().equals(resource)) {
                tasks.put(s.getKey(), s.getValue());
              }
            });
    assertThat(tasks).as(resource).isNotEmpty();
    return tasks;
  }

  private static NavigableSet<String> names(JsonNode object) {
    NavigableSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static NavigableSet<String> sorted(String... names) {
    return new TreeSet<>(List.of(names));
  }

  private static NavigableSet<String> found(String pattern, String text) {
    NavigableSet<String> found = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().forEach(m -> found.add(m.group(1)));
    return found;
  }
}
