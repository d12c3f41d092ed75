package io.ingot.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What each role may do, written out a second time: widening a role must be meant. */
class TemplateRolesTest {
  private static final List<String> LOG = List.of("logs:CreateLogStream", "logs:PutLogEvents");
  private static final List<String> LEDGER =
      List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem");

  @Test
  void roles_mayDoWhatTheTableSays() {
    SortedMap<String, NavigableSet<String>> expected = new TreeMap<>();
    expected.put(
        "AdmitRole",
        of(
            LOG,
            LEDGER,
            List.of(
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "s3:GetBucketVersioning",
                "s3:ListBucket",
                "s3:GetObject",
                "s3:GetObjectVersion",
                "states:StartExecution",
                "states:DescribeExecution",
                "sns:Publish")));
    expected.put(
        "PlanBatchRole",
        of(
            LOG,
            LEDGER,
            List.of(
                "dynamodb:BatchGetItem",
                "dynamodb:Query",
                "s3:ListBucket",
                "s3:ListBucketVersions",
                "s3:GetObject",
                "s3:GetObjectVersion",
                "s3:PutObject",
                "s3:AbortMultipartUpload",
                "states:DescribeExecution",
                "emr-serverless:ListJobRuns",
                "emr-serverless:CancelJobRun")));
    expected.put(
        "CloseBatchRole",
        of(
            LOG,
            LEDGER,
            List.of(
                "dynamodb:Query",
                "s3:ListBucket",
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "states:StartExecution",
                "states:DescribeExecution")));
    expected.put(
        "SweepRole",
        of(
            LOG,
            LEDGER,
            List.of(
                "dynamodb:BatchGetItem",
                "dynamodb:Query",
                "s3:ListBucket",
                "s3:ListBucketVersions",
                "s3:GetObjectVersion",
                "states:StartExecution",
                "states:DescribeExecution",
                "sns:Publish",
                "sqs:SendMessage")));
    expected.put("StageRole", of(LOG, List.of("s3:PutObject")));
    expected.put(
        "MedallionRole",
        of(
            List.of(
                "lambda:InvokeFunction",
                "emr-serverless:StartJobRun",
                "emr-serverless:GetJobRun",
                "emr-serverless:CancelJobRun",
                "emr-serverless:TagResource",
                "iam:PassRole",
                "events:PutTargets",
                "events:PutRule",
                "events:DescribeRule",
                "sns:Publish",
                "logs:CreateLogDelivery",
                "logs:GetLogDelivery",
                "logs:UpdateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:DescribeResourcePolicies",
                "logs:DescribeLogGroups",
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "xray:GetSamplingRules",
                "xray:GetSamplingTargets")));
    expected.put(
        "JobRole",
        of(
            List.of(
                "s3:ListBucket",
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:AbortMultipartUpload",
                "glue:GetDatabase",
                "glue:GetTable",
                "glue:CreateTable",
                "glue:UpdateTable")));

    SortedMap<String, NavigableSet<String>> actual = new TreeMap<>();
    statements()
        .forEach(
            (role, statements) -> {
              NavigableSet<String> actions = new TreeSet<>();
              statements.forEach(s -> actions.addAll(each(s.path("Action"))));
              actual.put(role, actions);
            });
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void resources_areNamedWhereverTheyCanBe() {
    List<String> everything = new ArrayList<>();
    statements()
        .forEach(
            (role, statements) ->
                statements.forEach(
                    s -> {
                      if (each(s.path("Resource")).contains("*")) {
                        everything.add(role + "/" + s.path("Sid").asText());
                      }
                      assertThat(each(s.path("Action"))).as(role).noneMatch(a -> a.contains("*"));
                      assertThat(s.path("Effect").asText()).isEqualTo("Allow");
                    }));
    assertThat(everything).containsExactly("MedallionRole/LogAndTrace");
  }

  @Test
  void bucketsOfTheJobRole_areEachLimitedToWhatAJobDoesThere() {
    SortedMap<String, NavigableSet<String>> writable = new TreeMap<>();
    statements()
        .get("JobRole")
        .forEach(
            s -> {
              for (String resource : each(s.path("Resource"))) {
                NavigableSet<String> writes = new TreeSet<>(each(s.path("Action")));
                writes.retainAll(List.of("s3:PutObject", "s3:DeleteObject"));
                if (!writes.isEmpty()) {
                  writable.put(resource, writes);
                }
              }
            });
    assertThat(writable)
        .containsEntry("${WorkBucket.Arn}/*", new TreeSet<>(List.of("s3:PutObject")))
        .containsEntry("${LogsBucket.Arn}/spark/*", new TreeSet<>(List.of("s3:PutObject")));
    assertThat(writable.keySet())
        .allMatch(
            r ->
                r.matches(
                    "\\$\\{(Work|Logs)Bucket\\.Arn}/.*|\\$\\{WarehouseBucket\\.Arn}/\\w+/\\*"));
  }

  @Test
  void sweep_readsAndListsLandingPrefixesOnly() {
    for (JsonNode statement : statements().get("SweepRole")) {
      NavigableSet<String> actions = new TreeSet<>(each(statement.path("Action")));
      if (actions.contains("s3:ListBucketVersions")) {
        assertThat(each(statement.at("/Condition/StringEquals/s3:prefix"))).contains("rides/data/");
      }
      if (actions.contains("s3:GetObjectVersion")) {
        assertThat(each(statement.path("Resource")))
            .allMatch(r -> r.matches("\\$\\{LandingBucket\\.Arn}/.+/\\*"));
      }
    }
  }

  @Test
  void jobRole_isPassedToNobodyElse() {
    JsonNode pass =
        statements().get("MedallionRole").stream()
            .filter(s -> each(s.path("Action")).contains("iam:PassRole"))
            .findFirst()
            .orElseThrow();

    assertThat(pass.at("/Condition/StringEquals/iam:PassedToService").asText())
        .isEqualTo("emr-serverless.amazonaws.com");
  }

  @Test
  void roles_ofServicesThatActForAnybody_askForTheAccount() {
    for (String role : List.of("MedallionRole", "JobRole")) {
      assertThat(
              Repository.resources("AWS::IAM::Role")
                  .get(role)
                  .at("/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals")
                  .has("aws:SourceAccount"))
          .as(role)
          .isTrue();
    }
  }

  @Test
  void functions_haveARoleEachAndNoPolicyOfAws() {
    NavigableSet<String> roles = new TreeSet<>();
    Map<String, JsonNode> functions = Repository.resources("AWS::Serverless::Function");
    functions.values().forEach(f -> roles.add(f.at("/Role/Fn::GetAtt").asText()));
    assertThat(roles).hasSameSizeAs(functions.keySet());
    Repository.resources("AWS::IAM::Role")
        .forEach((id, role) -> assertThat(role.has("ManagedPolicyArns")).as(id).isFalse());
  }

  /** Every role's statements: its inline policies and the policies that name it. */
  private static SortedMap<String, List<JsonNode>> statements() {
    SortedMap<String, List<JsonNode>> statements = new TreeMap<>();
    Repository.resources("AWS::IAM::Role")
        .forEach(
            (id, role) -> {
              List<JsonNode> all = statements.computeIfAbsent(id, i -> new ArrayList<>());
              role.path("Policies")
                  .forEach(p -> p.at("/PolicyDocument/Statement").forEach(all::add));
            });
    Repository.resources("AWS::IAM::ManagedPolicy")
        .forEach(
            (id, policy) ->
                policy
                    .at("/PolicyDocument/Statement")
                    .forEach(statements.get(policy.at("/Roles/0/Ref").asText())::add));
    return statements;
  }

  /** One or several texts; of {@code !Sub}, {@code !Ref} and {@code !GetAtt} their argument. */
  private static List<String> each(JsonNode node) {
    List<String> all = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(n -> all.addAll(each(n)));
    } else {
      all.add(node.isObject() ? node.elements().next().asText() : node.asText());
    }
    return all;
  }

  @SafeVarargs
  private static NavigableSet<String> of(List<String>... actions) {
    NavigableSet<String> all = new TreeSet<>();
    for (List<String> some : actions) {
      all.addAll(some);
    }
    return all;
  }
}
