package io.ingot.core.deploy;

import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.deploy.Grant.Grows;
import io.ingot.core.failure.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the part of {@code template.yaml} that follows from {@code pipelines/}: a Glue database for
 * every database that a table belongs to, the job role's rights to those databases, their files and
 * the landing prefixes, Sweep's rights to those prefixes, and a named query of Athena for every
 * mart. That part stands between two marker comments; the rest is never touched.
 */
public final class TemplateSync {
  static final String BEGIN = "  # BEGIN pipelines (./ingot check --fix)\n";
  static final String END = "  # END pipelines\n";

  private static final String UPLOADS = "${LandingBucket.Arn}/%s*";
  private static final String GLUE = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:";

  /** How many pipelines a database's description names: Glue takes 2,048 characters. */
  private static final int PIPELINES_NAMED = 10;

  /** Source: "CloudFormation quotas", for a template in S3. */
  private static final int MOST_BYTES = 1_000_000;

  private static final int MOST_RESOURCES = 500;

  private TemplateSync() {}

  /**
   * Whether the template's part is not what the definitions ask for.
   *
   * @throws RefusedException as {@link #synced}
   */
  public static boolean differs(
      String template, Definitions definitions, Map<String, String> files) {
    return !synced(template, definitions, files).equals(template);
  }

  /**
   * The template with its part written again; repeating it changes nothing.
   *
   * @param template the text of {@code template.yaml}
   * @param files what the definitions were read from: text by path below the pipelines folder
   * @throws RefusedException if the markers are not there exactly once, if two databases or marts
   *     would get one logical id, if a landing prefix would be a pattern in a policy, or if a
   *     service would not take the result
   */
  public static String synced(String template, Definitions definitions, Map<String, String> files) {
    int begin = only(template, BEGIN);
    int end = only(template, END);
    if (end < begin) {
      throw new RefusedException(
          "Cannot bring the template in line: \"# END pipelines\" stands before \"# BEGIN pipelines\". Exchange them.");
    }
    return limited(
        template.substring(0, begin + BEGIN.length())
            + part(definitions, new NamedQueries(files))
            + template.substring(end));
  }

  /** Parameters and outputs are counted, too: that leaves room for what the SAM transform adds. */
  private static String limited(String template) {
    int bytes = template.getBytes(StandardCharsets.UTF_8).length;
    long resources = template.lines().filter(line -> line.matches("  \\w+:")).count();
    if (bytes > MOST_BYTES || resources > MOST_RESOURCES) {
      throw new RefusedException(
          "Cannot bring the template in line: it would have %d bytes and %d resources (CloudFormation takes %d and %d). Deploy some pipelines as a stack of their own."
              .formatted(bytes, resources, MOST_BYTES, MOST_RESOURCES));
    }
    return template;
  }

  private static int only(String template, String marker) {
    int at = template.indexOf(marker);
    if (at < 0 || template.indexOf(marker, at + 1) >= 0) {
      throw new RefusedException(
          "Cannot bring the template in line: the line \"%s\" must be there once (found: %s). Restore it."
              .formatted(marker.strip(), at < 0 ? "none" : "several"));
    }
    return at;
  }

  private static String part(Definitions definitions, NamedQueries queries) {
    SortedMap<String, SortedSet<String>> databases = databases(definitions);
    SortedSet<String> prefixes =
        definitions.pipelines().stream()
            .flatMap(p -> p.sources().stream().map(SourceDefinition::landing))
            .map(TemplateSync::literal)
            .collect(Collectors.toCollection(TreeSet::new));
    if (prefixes.isEmpty()) {
      return "";
    }
    StringBuilder part = new StringBuilder();
    Map<String, String> ids = new HashMap<>();
    databases.forEach(
        (database, pipelines) ->
            part.append(
                database(unique(ids, "database", database, "GlueDatabase"), database, pipelines)));
    part.append(jobPolicies(databases.keySet(), prefixes))
        .append('\n')
        .append(sweepPolicies(prefixes));
    for (PipelineDefinition pipeline : definitions.pipelines()) {
      for (MartDefinition mart : pipeline.marts()) {
        String id = unique(ids, "mart", NamedQueries.name(pipeline, mart), "NamedQuery");
        part.append(queries.yaml(id, pipeline, mart));
      }
    }
    return part.toString();
  }

  /** Every database that a table of a pipeline belongs to, with the names of those pipelines. */
  private static SortedMap<String, SortedSet<String>> databases(Definitions definitions) {
    SortedMap<String, SortedSet<String>> databases = new TreeMap<>();
    for (PipelineDefinition pipeline : definitions.pipelines()) {
      Stream<TableName> tables =
          Stream.concat(
              pipeline.sources().stream().flatMap(s -> Stream.of(s.bronze(), s.silver().table())),
              pipeline.marts().stream().map(MartDefinition::table));
      Stream.concat(Stream.of(pipeline.database()), tables.map(TableName::database))
          .forEach(d -> databases.computeIfAbsent(d, name -> new TreeSet<>()).add(pipeline.name()));
    }
    return databases;
  }

  private static String literal(String prefix) {
    if (prefix.matches(".*[*?$\"\\\\].*")) {
      throw new RefusedException(
          "Cannot grant the roles landing prefix %s: it contains one of * ? $ \" \\, which have a meaning in policies. Rename it."
              .formatted(prefix));
    }
    return prefix;
  }

  /** A name's logical id: letters and digits. */
  private static String unique(Map<String, String> ids, String what, String name, String suffix) {
    String id =
        Stream.of(name.split("[_.]", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining())
            + suffix;
    String other = ids.put(id, name);
    if (other != null) {
      throw new RefusedException(
          "Cannot name %s %s in the template: its logical id is taken by %s (%s). Rename one of them."
              .formatted(what, name, other, id));
    }
    return id;
  }

  private static String database(String id, String database, Collection<String> pipelines) {
    return """
      %1$s:
        Type: AWS::Glue::Database
        DeletionPolicy: RetainExceptOnCreate
        UpdateReplacePolicy: Retain
        Properties:
          CatalogId: !Ref AWS::AccountId
          DatabaseInput:
            Name: %2$s
            Description: Tables of %3$s.
            LocationUri: !Sub "s3://${WarehouseBucket}/%2$s"

    """
        .formatted(id, database, named(pipelines));
  }

  private static String named(Collection<String> pipelines) {
    String first = pipelines.stream().limit(PIPELINES_NAMED).collect(Collectors.joining(", "));
    int more = pipelines.size() - PIPELINES_NAMED;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  private static String jobPolicies(Collection<String> databases, Collection<String> prefixes) {
    return ManagedPolicies.yaml(
        "JobDataPolicy",
        "JobRole",
        List.of(
            new Grant(
                "Uploads",
                List.of("s3:GetObject"),
                Grows.resources,
                List.of(),
                each(prefixes, UPLOADS)),
            new Grant(
                "TableFiles",
                List.of(
                    "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
                Grows.resources,
                List.of(),
                each(databases, "${WarehouseBucket.Arn}/%s/*")),
            new Grant(
                "Tables",
                List.of(
                    "glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:UpdateTable"),
                Grows.resources,
                // Glue asks for a right to the catalog and the database with every right to a
                // table.
                List.of(GLUE + "catalog"),
                each(databases, GLUE + "database/%s", GLUE + "table/%s/*"))));
  }

  private static String sweepPolicies(Collection<String> prefixes) {
    return ManagedPolicies.yaml(
        "SweepLandingPolicy",
        "SweepRole",
        List.of(
            new Grant(
                "ListUploads",
                List.of("s3:ListBucketVersions"),
                Grows.prefixes,
                List.of("${LandingBucket.Arn}"),
                each(prefixes, "%s")),
            new Grant(
                "Uploads",
                List.of("s3:GetObjectVersion"),
                Grows.resources,
                List.of(),
                each(prefixes, UPLOADS))));
  }

  private static List<List<String>> each(Collection<String> names, String... texts) {
    return names.stream()
        .map(name -> Stream.of(texts).map(text -> text.formatted(name)).toList())
        .toList();
  }
}
