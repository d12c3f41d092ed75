package io.ingot.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.definition.PipelineDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Names that the template or the state machine chooses: they are as long as their service takes,
 * and none of them is left behind by a create that failed.
 */
class TemplateNamesTest {
  private static final String STACK = "${AWS::StackName}";

  /** Which property names a resource, and how many characters its service takes. */
  private record Name(String pointer, int longest) {}

  /** Source: each type's page in the CloudFormation template reference. */
  private static final Map<String, Name> NAMES =
      Map.ofEntries(
          Map.entry("AWS::Athena::NamedQuery", new Name("/Name", 128)),
          Map.entry("AWS::Athena::WorkGroup", new Name("/Name", 128)),
          Map.entry("AWS::CloudWatch::Alarm", new Name("/AlarmName", 255)),
          Map.entry("AWS::DynamoDB::Table", new Name("/TableName", 255)),
          Map.entry("AWS::EMRServerless::Application", new Name("/Name", 64)),
          Map.entry("AWS::Events::Rule", new Name("/Name", 64)),
          Map.entry("AWS::Glue::Database", new Name("/DatabaseInput/Name", 255)),
          Map.entry("AWS::IAM::ManagedPolicy", new Name("/ManagedPolicyName", 128)),
          Map.entry("AWS::IAM::Role", new Name("/RoleName", 64)),
          Map.entry("AWS::Logs::LogGroup", new Name("/LogGroupName", 512)),
          Map.entry("AWS::S3::Bucket", new Name("/BucketName", 63)),
          Map.entry("AWS::SNS::Topic", new Name("/TopicName", 256)),
          Map.entry("AWS::SQS::Queue", new Name("/QueueName", 80)),
          Map.entry("AWS::Serverless::Function", new Name("/FunctionName", 64)),
          Map.entry("AWS::Serverless::LayerVersion", new Name("/LayerName", 140)),
          Map.entry("AWS::Serverless::StateMachine", new Name("/Name", 80)));

  private static final Set<String> NAMELESS =
      Set.of(
          "AWS::Lambda::Permission",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::Subscription",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::QueuePolicy",
          "Custom::SparkJar");

  /** What stays when the create that made it is rolled back, each for the reason at its place. */
  private static final Set<String> STAYS = Set.of("CodeBucket", "Ledger");

  @Test
  void resources_areOfTypesWhoseNamesAreKnownHere() {
    resources()
        .forEach(
            (id, resource) ->
                assertThat(NAMES.containsKey(type(resource)) || NAMELESS.contains(type(resource)))
                    .as(id + " " + type(resource))
                    .isTrue());
  }

  @Test
  void resource_withAFixedName_goesWithTheCreateThatFailed() {
    List<String> fixed = new ArrayList<>();
    resources()
        .forEach(
            (id, resource) -> {
              if (!name(resource).isMissingNode()) {
                fixed.add(id);
                assertThat(resource.path("DeletionPolicy").asText("Delete"))
                    .as(id)
                    .isNotEqualTo("Retain");
              }
            });
    assertThat(fixed)
        .contains("UberDatabaseGlueDatabase", "MedallionLogGroup", "MedallionStateMachine");
  }

  @Test
  void resource_thatIsKept_goesWithTheCreateThatFailed() {
    resources()
        .forEach(
            (id, resource) -> {
              String policy = resource.path("DeletionPolicy").asText();
              if (policy.startsWith("Retain")) {
                assertThat(policy)
                    .as(id)
                    .isEqualTo(STAYS.contains(id) ? "Retain" : "RetainExceptOnCreate");
                assertThat(resource.path("UpdateReplacePolicy").asText())
                    .as(id)
                    .isEqualTo("Retain");
              }
            });
  }

  @Test
  void stackName_ofTheLongestKind_fitsIntoEveryName() {
    Map<String, Integer> longest = new TreeMap<>();
    resources()
        .forEach(
            (id, resource) -> {
              JsonNode name = name(resource);
              String text =
                  name.path("Ref").asText().equals("AWS::StackName")
                      ? STACK
                      : name.path("Fn::Sub").asText();
              if (text.contains(STACK)) {
                int around = text.length() - STACK.length();
                longest.put(id, NAMES.get(type(resource)).longest() - around);
              }
            });
    assertThat(longest)
        .containsOnlyKeys(
            "AthenaWorkGroup",
            "MedallionLogGroup",
            "MedallionStateMachine",
            "SparkApplication",
            "SparkJobLayer");
    int most = longest.values().stream().mapToInt(Integer::intValue).min().orElseThrow();

    assertThat(Repository.text("docs/deploy.md"))
        .contains("A stack's name has at most " + most + " characters");
    assertThat(matches("stack_name = \"(.*)\"", Repository.text("samconfig.toml")))
        .isNotEmpty()
        .allMatch(name -> name.group(1).length() <= most);
  }

  /** What is put together in the state machine from a pipeline and a number. */
  @Test
  void stateMachine_namesAfterAnyPipeline_areNotTooLong() {
    String asl = Repository.text("statemachine/medallion.asl.json");
    List<MatchResult> names = matches("\"Name\": \"\\{% (.*) %}\"", asl);
    List<MatchResult> subjects = matches("\"subject\": \"\\{% (.*) %}\"", asl);

    assertThat(names).hasSize(5).allMatch(n -> length(n.group(1)) <= 256);
    assertThat(subjects).hasSize(1).allMatch(n -> length(n.group(1)) <= 99);
  }

  /** Length of texts, a pipeline's name and numbers that are joined by &amp;. */
  private static int length(String expression) {
    int length = 0;
    for (String part : expression.split(" & ", -1)) {
      if (part.startsWith("'")) {
        length += part.length() - 2;
      } else if (part.endsWith("pipeline")) {
        length += PipelineDefinition.LONGEST_NAME;
      } else {
        assertThat(part).startsWith("$string($plan.");
        length += Long.toString(Long.MAX_VALUE).length();
      }
    }
    return length;
  }

  private static Map<String, JsonNode> resources() {
    Map<String, JsonNode> resources = new TreeMap<>();
    Repository.template()
        .path("Resources")
        .fields()
        .forEachRemaining(r -> resources.put(r.getKey(), r.getValue()));
    return resources;
  }

  private static String type(JsonNode resource) {
    return resource.path("Type").asText();
  }

  private static JsonNode name(JsonNode resource) {
    Name name = NAMES.get(type(resource));
    return name == null
        ? resource.path("nameless")
        : resource.path("Properties").at(name.pointer());
  }

  private static List<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }
}
