package io.ingot.core.definition;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules about names. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern RULE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final String NAME_FIX =
      "Use lower-case letters, digits and _, beginning with a letter.";

  /**
   * Glue takes 255 characters; a side table's name is longer than its table's, and a database's id
   * in the template is longer than its name.
   */
  private static final int LONGEST_TABLE = 240;

  private static final String GLUE =
      "Glue takes 255 characters, and side tables have longer names than their table.";

  /** Iceberg's MetadataColumns: writing a table with one of them fails. */
  private static final Set<String> ICEBERG =
      Set.of(
          "_file",
          "_pos",
          "_deleted",
          "_spec_id",
          "_partition",
          "_change_type",
          "_change_ordinal",
          "_commit_snapshot_id",
          "_row_id",
          "_last_updated_sequence_number");

  private static final Set<String> INGOT =
      Set.of(
          "_rescued",
          "_corrupt",
          "_corrupt_reason",
          "_batch",
          "_file_version",
          "_source_file",
          "_arrival",
          "_position",
          "_ingested_at",
          "_broken_rules");

  private Names() {}

  /** Checks that a definition's own name is that of its file or folder, and a good one. */
  static void checkOwn(
      Section section, String key, String expected, String place, Problems problems) {
    YamlNode at = section.at(key);
    String name = section.text(key, expected);
    if (!name.equals(expected)) {
      problems.add(
          at,
          key + " \"" + name + "\" is not the name of its " + place + " \"" + expected + '"',
          "Write " + key + ": " + expected + ", or rename the " + place + ".");
    } else if (!NAME.matcher(name).matches()) {
      problems.add(at, "invalid " + key + " name \"" + name + '"', NAME_FIX);
    }
  }

  /** Checks that a pipeline's own name is that of its folder, a good one, and not too long. */
  static void checkPipeline(Section section, String folder, Problems problems) {
    checkOwn(section, "pipeline", folder, "folder", problems);
    checkLength(
        section.at("pipeline"),
        "pipeline",
        section.text("pipeline", folder),
        PipelineDefinition.LONGEST_NAME,
        "AWS limits the names of executions and the subjects of messages, which contain it.",
        problems);
  }

  private static void checkLength(
      YamlNode at, String what, String name, int longest, String why, Problems problems) {
    if (name.length() > longest) {
      problems.add(
          at,
          "%s name \"%s\" is too long (%d characters, at most %d)"
              .formatted(what, name, name.length(), longest),
          "Shorten it: " + why);
    }
  }

  /** A database of the catalog. */
  static String database(Section section, String otherwise, Problems problems) {
    String name = section.text("database", otherwise);
    YamlNode at = section.at("database");
    if (!NAME.matcher(name).matches()) {
      problems.add(at, "invalid database name \"" + name + '"', NAME_FIX);
    }
    checkLength(at, "database", name, LONGEST_TABLE, GLUE, problems);
    return name;
  }

  /** The table at {@code table}; without a dot it is in the pipeline's database. */
  static TableName table(Section section, String database, String otherwise, Problems problems) {
    String text = section.text("table", otherwise);
    String full = text.contains(".") ? text : database + "." + text;
    String[] parts = full.split("\\.", -1);
    boolean good =
        parts.length == 2 && NAME.matcher(parts[0]).matches() && NAME.matcher(parts[1]).matches();
    if (!good && section.has("table")) {
      problems.add(
          section.at("table"),
          "invalid table name \"" + text + '"',
          "Write <database>.<table> or <table>, in lower-case letters, digits and _.");
    }
    TableName name = good ? new TableName(parts[0], parts[1]) : new TableName(database, otherwise);
    YamlNode at = section.at("table");
    checkLength(at, "table", name.table(), LONGEST_TABLE, GLUE, problems);
    if (!name.database().equals(database)) {
      checkLength(at, "database", name.database(), LONGEST_TABLE, GLUE, problems);
    }
    return name;
  }

  /** Checks the name of a column that a definition brings into a table. */
  static void checkColumn(YamlNode at, String name, Problems problems) {
    columnProblem(name)
        .ifPresent(reason -> problems.add(at, reason, "Give the column another name."));
  }

  /** Why a table cannot have a column of that name. */
  static Optional<String> columnProblem(String name) {
    String quoted = "column name \"" + name + '"';
    if (ICEBERG.contains(name)) {
      return Optional.of(quoted + " is reserved by Iceberg");
    }
    if (INGOT.contains(name)) {
      return Optional.of(quoted + " is one of Ingot's own");
    }
    if (name.startsWith("_")) {
      return Optional.of(quoted + " begins with _, as only Iceberg's and Ingot's own do");
    }
    if (name.isBlank() || !name.equals(name.strip()) || name.matches(".*[.`\"(),].*")) {
      return Optional.of(
          "invalid " + quoted + ": it is empty, has spaces around it or contains . ` \" ( ) or ,");
    }
    return Optional.empty();
  }

  /** Checks the name of a rule. */
  static void checkRule(YamlNode at, String name, Problems problems) {
    if (!RULE.matcher(name).matches()) {
      problems.add(
          at,
          "invalid rule name \"" + name + '"',
          "Use letters, digits and _, beginning with a letter.");
    }
  }
}
