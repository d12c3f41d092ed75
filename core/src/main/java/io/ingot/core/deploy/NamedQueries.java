package io.ingot.core.deploy;

import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The marts' queries as named queries of Athena: the text of {@code <mart>.athena.sql} where there
 * is such a file, else that of {@code <mart>.sql}, below a {@code WITH} that gives the tables the
 * names by which marts read them.
 *
 * <p>Source of the limits: CloudFormation's page on {@code AWS::Athena::NamedQuery}.
 */
final class NamedQueries {
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_DESCRIPTION = 1024;
  private static final int LONGEST_QUERY = 262_144;

  /** A query that defines relations itself, with the comments before that. */
  private static final Pattern WITH =
      Pattern.compile(
          "\\A((?:\\s++|--[^\\n]*+|/\\*.*?\\*/)*+)WITH\\s+",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Map<String, String> files;

  /**
   * Named queries of some definitions.
   *
   * @param files text by path below the pipelines folder
   */
  NamedQueries(Map<String, String> files) {
    this.files = files;
  }

  /**
   * The template's resource for a mart.
   *
   * @param id its logical id
   * @throws RefusedException if its name or its text is longer than Athena takes
   */
  String yaml(String id, PipelineDefinition pipeline, MartDefinition mart) {
    String name = name(pipeline, mart);
    String query = query(pipeline, mart);
    atMost(LONGEST_NAME, name, "name", name);
    atMost(LONGEST_QUERY, name, "query", query);
    return """

      %s:
        Type: AWS::Athena::NamedQuery
        Properties:
          Name: %s
    %s\
          WorkGroup: !Ref AthenaWorkGroup
          Database: %s
          QueryString: |
    %s\
    """
        .formatted(
            id, name, description(mart.description()), mart.table().database(), indented(query));
  }

  /** What the query of a mart is called in Athena. */
  static String name(PipelineDefinition pipeline, MartDefinition mart) {
    return pipeline.name() + "." + mart.name();
  }

  private String query(PipelineDefinition pipeline, MartDefinition mart) {
    String text =
        files
            .getOrDefault(
                "%s/marts/%s.athena.sql".formatted(pipeline.name(), mart.name()), mart.sql())
            .replaceFirst("[;\\s]+$", "");
    String tables =
        mart.reads().stream()
            .map(read -> "  \"%s\" AS (SELECT * FROM %s)".formatted(read, table(pipeline, read)))
            .collect(Collectors.joining(",\n", "WITH\n", ""));
    Matcher with = WITH.matcher(text);
    return with.find()
        ? tables + ",\n" + with.group(1) + text.substring(with.end())
        : tables + "\n" + text;
  }

  private static String table(PipelineDefinition pipeline, String read) {
    TableName table =
        pipeline
            .source(read)
            .map(source -> source.silver().table())
            .orElseGet(
                () ->
                    pipeline.marts().stream()
                        .filter(mart -> mart.name().equals(read))
                        .map(MartDefinition::table)
                        .findFirst()
                        .orElseThrow());
    return "\"%s\".\"%s\"".formatted(table.database(), table.table());
  }

  private static String description(String text) {
    int length = Math.min(text.length(), LONGEST_DESCRIPTION);
    return text.isEmpty()
        ? ""
        : "      Description: " + Json.write(text.substring(0, length)) + "\n";
  }

  private static String indented(String query) {
    return query
        .lines()
        .map(line -> (line.isBlank() ? "" : " ".repeat(8) + line) + "\n")
        .collect(Collectors.joining());
  }

  private static void atMost(int most, String name, String what, String text) {
    if (text.length() > most) {
      throw new RefusedException(
          "Cannot make mart %s a named query: its %s has %d characters (Athena takes %d). Shorten it."
              .formatted(name, what, text.length(), most));
    }
  }
}
