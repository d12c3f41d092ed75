package io.ingot.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.deploy.TemplateSync;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.functions.aws.PackagedDefinitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The template of many pipelines with the longest names stays within the limits of IAM,
 * CloudFormation and Glue. The sizes are measured on the template's text, as the services get it.
 */
class ManyPipelinesTest {
  private static final int PIPELINES = 100;

  /** The longest that the services make of the template's references. */
  private static final Map<String, String> SUBSTITUTED =
      Map.of(
          "${AWS::Partition}", "aws-us-gov",
          "${AWS::Region}", "us-isof-south-1",
          "${AWS::AccountId}", "111122223333");

  private static final String BUCKET = "arn:aws-us-gov:s3:::" + "b".repeat(63);

  @TempDir private Path code;

  @Test
  void policies_ofManyPipelines_fitIntoTheirRoles() throws IOException {
    JsonNode template = template(pipelines(PIPELINES, ""));
    Map<String, Integer> inline = new TreeMap<>();
    Repository.resources(template, "AWS::IAM::Role")
        .forEach(
            (id, role) ->
                role.path("Policies")
                    .forEach(p -> inline.merge(id, size(p.path("PolicyDocument")), Integer::sum)));
    Map<String, List<Integer>> managed = new TreeMap<>();
    Repository.resources(template, "AWS::IAM::ManagedPolicy")
        .forEach(
            (id, policy) ->
                managed
                    .computeIfAbsent(policy.at("/Roles/0/Ref").asText(), r -> new ArrayList<>())
                    .add(size(policy.path("PolicyDocument"))));

    assertThat(inline.values()).isNotEmpty().allMatch(size -> size <= 10_240);
    assertThat(managed).containsOnlyKeys("JobRole", "SweepRole");
    assertThat(managed.get("JobRole")).hasSizeBetween(2, 10).allMatch(size -> size <= 6144);
    assertThat(managed.get("SweepRole")).hasSizeBetween(2, 10).allMatch(size -> size <= 6144);
    assertThat(Repository.resources(template, "AWS::IAM::RolePolicy")).isEmpty();
  }

  /** However the statements are split, a role gets each right once, and none is lost. */
  @Test
  void policies_ofManyPipelines_grantWhatOneWouldGrant() throws IOException {
    Definitions definitions = pipelines(PIPELINES, "");
    Map<String, List<String>> granted = new TreeMap<>();
    Repository.resources(template(definitions), "AWS::IAM::ManagedPolicy")
        .forEach(
            (id, policy) ->
                policy
                    .at("/PolicyDocument/Statement")
                    .forEach(
                        s ->
                            granted
                                .computeIfAbsent(
                                    policy.at("/Roles/0/Ref").asText()
                                        + "/"
                                        + s.path("Sid").asText(),
                                    k -> new ArrayList<>())
                                .addAll(grown(s))));

    List<String> prefixes = new ArrayList<>();
    List<String> uploads = new ArrayList<>();
    List<String> files = new ArrayList<>();
    List<String> tables = new ArrayList<>();
    String glue = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:";
    for (PipelineDefinition pipeline : definitions.pipelines()) {
      prefixes.add(pipeline.sources().get(0).landing());
      uploads.add("${LandingBucket.Arn}/" + pipeline.sources().get(0).landing() + "*");
      files.add("${WarehouseBucket.Arn}/" + pipeline.database() + "/*");
      tables.add(glue + "database/" + pipeline.database());
      tables.add(glue + "table/" + pipeline.database() + "/*");
    }
    assertThat(granted)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "JobRole/TableFiles", files,
                    "JobRole/Tables", tables,
                    "JobRole/Uploads", uploads,
                    "SweepRole/ListUploads", prefixes,
                    "SweepRole/Uploads", uploads)));
  }

  @Test
  void template_ofManyPipelines_isWhatCloudFormationTakes() throws IOException {
    String text = synced(pipelines(PIPELINES, "shared"));
    JsonNode template = Repository.template(text);

    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(template.path("Resources").size()).isLessThan(400);
    template
        .path("Resources")
        .fieldNames()
        .forEachRemaining(id -> assertThat(id).hasSizeLessThanOrEqualTo(255));
    assertThat(
            Repository.resources(template, "AWS::Glue::Database")
                .get("SharedGlueDatabase")
                .at("/DatabaseInput/Description")
                .asText())
        .endsWith(" and 90 more.")
        .hasSizeLessThan(2048);
  }

  @Test
  void policies_thatWouldBeTooMany_areRefused() throws IOException {
    Definitions definitions = pipelines(3 * PIPELINES, "");

    assertThatThrownBy(() -> synced(definitions))
        .isInstanceOf(RefusedException.class)
        .hasMessageMatching(
            "Cannot grant JobRole what the pipelines need: it takes \\d\\d managed policies of 6144"
                + " characters \\(at most 10 can be attached to a role\\)\\. Let pipelines share a"
                + " database, shorten names and landing prefixes, or deploy some pipelines as a"
                + " stack of their own\\.");
  }

  /** Pipelines of one source each, all names as long as the linter takes a pipeline's. */
  private Definitions pipelines(int count, String database) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "p%03d".formatted(i);
      name += "_".repeat(PipelineDefinition.LONGEST_NAME - name.length());
      String source = "s" + name.substring(1);
      Path pipeline = code.resolve("pipelines").resolve(name);
      Files.createDirectories(pipeline.resolve("sources"));
      Files.writeString(
          pipeline.resolve("pipeline.yaml"),
          "pipeline: %s\ndatabase: %s\n".formatted(name, database.isEmpty() ? name : database));
      Files.writeString(
          pipeline.resolve("sources").resolve(source + ".yaml"),
          "source: %s\nformat: {type: csv}\ncolumns:\n  - {name: id, type: long}\n"
              .formatted(source));
    }
    return new PackagedDefinitions(code).definitions();
  }

  private static String synced(Definitions definitions) {
    return TemplateSync.synced(Repository.text("template.yaml"), definitions, Map.of());
  }

  private static JsonNode template(Definitions definitions) {
    return Repository.template(synced(definitions));
  }

  private static List<String> grown(JsonNode statement) {
    List<String> grown = new ArrayList<>();
    JsonNode prefixes = statement.at("/Condition/StringEquals/s3:prefix");
    if (prefixes.isMissingNode()) {
      statement.path("Resource").forEach(r -> grown.add(r.path("Fn::Sub").asText()));
      grown.removeIf(r -> r.endsWith(":catalog"));
    } else {
      prefixes.forEach(p -> grown.add(p.asText()));
    }
    return grown;
  }

  /** Characters of a policy as IAM gets it: references replaced, no white space. */
  private static int size(JsonNode document) {
    return Json.write(substituted(document)).length();
  }

  private static JsonNode substituted(JsonNode node) {
    if (node.isArray()) {
      ArrayNode all = ((ArrayNode) node).arrayNode();
      node.forEach(n -> all.add(substituted(n)));
      return all;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.has("Fn::Sub") || node.has("Fn::GetAtt") || node.has("Ref")) {
      String text = node.path("Fn::Sub").asText(BUCKET);
      for (Map.Entry<String, String> value : SUBSTITUTED.entrySet()) {
        text = text.replace(value.getKey(), value.getValue());
      }
      return Json.tree(text.replaceAll("\\$\\{[\\w:.]+}", BUCKET));
    }
    ObjectNode all = ((ObjectNode) node).objectNode();
    node.fields().forEachRemaining(f -> all.set(f.getKey(), substituted(f.getValue())));
    return all;
  }
}
