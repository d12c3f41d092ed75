package io.ingot.core.definition;

import io.ingot.core.definition.MartDefinition.Refresh;
import java.util.List;

/** Reads a file of {@code marts/}, with the SQL beside it. */
final class MartReader {
  private final SqlSyntax sql;
  private final Problems problems;

  MartReader(SqlSyntax sql, Problems problems) {
    this.sql = sql;
    this.problems = problems;
  }

  /**
   * The mart of a file.
   *
   * @param name the file's name without {@code .yaml}
   * @param query the text of the SQL file; empty if there is none
   */
  ReadMart read(PipelineDefinition pipeline, String name, YamlNode yaml, String query) {
    Section root = Section.root(FileKind.MART, yaml, problems);
    Names.checkOwn(root, "mart", name, "file", problems);
    ColumnScope columns = new ColumnScope();
    sql.resultColumnsOf(query).forEach(c -> columns.add(c, ""));
    List<YamlNode> key = root.texts("key");
    List<YamlNode> reads = root.texts("reads");
    List<YamlNode> partition = root.texts("partition");
    for (String list : List.of("key", "reads")) {
      if (root.at(list).isList() && root.texts(list).isEmpty()) {
        problems.add(root.at(list), '"' + list + "\" is empty", "Name at least one.");
      }
    }
    return new ReadMart(
        new MartDefinition(
            name,
            root.text("description", ""),
            Names.table(root, pipeline.database(), name, problems),
            texts(key),
            root.choice("refresh", Refresh.values()).orElse(Refresh.full),
            texts(reads),
            query,
            // Without known columns (SELECT *, no SQL) there is nothing to hold them against.
            columns.names().isEmpty()
                ? texts(partition)
                : PartitionTransforms.read(root, columns, problems),
            new ExpectationsReader(
                    FileKind.MART, "expect", root.section("expect"), columns, sql, problems)
                .read()),
        columns,
        root.at("table"),
        root.at("refresh"),
        key,
        reads);
  }

  private static List<String> texts(List<YamlNode> nodes) {
    return nodes.stream().map(YamlNode::text).toList();
  }

  /**
   * A mart with the places at which problems are reported.
   *
   * @param columns the result's columns; empty if they cannot be known
   */
  record ReadMart(
      MartDefinition definition,
      ColumnScope columns,
      YamlNode table,
      YamlNode refresh,
      List<YamlNode> key,
      List<YamlNode> reads) {
    /** The file with the query. */
    String sqlFile() {
      return table.file().replaceFirst("\\.yaml$", ".sql");
    }
  }
}
