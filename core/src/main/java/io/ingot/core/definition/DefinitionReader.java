package io.ingot.core.definition;

import io.ingot.core.definition.MartReader.ReadMart;
import io.ingot.core.definition.SourceReader.ReadSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Reads and lints definitions: all pipelines together, all problems at once.
 *
 * <p>Files are {@code <pipeline>/pipeline.yaml}, {@code <pipeline>/sources/<source>.yaml}, {@code
 * <pipeline>/marts/<mart>.yaml} and the mart's {@code .sql} beside it; of its {@code .athena.sql}
 * nothing is read but that it has a mart, and others are ignored.
 */
public final class DefinitionReader {
  private final SqlSyntax sql;
  private final Problems problems = new Problems();
  private final OwnershipLinter ownership = new OwnershipLinter(problems);

  private DefinitionReader(SqlSyntax sql) {
    this.sql = sql;
  }

  /**
   * Reads definitions. Nothing that is wrong in them throws; see {@link Linted#orThrow()}.
   *
   * @param files text by path below the pipelines folder, with {@code /}
   * @param sql what knows about SQL
   * @return the definitions, and what is wrong with them
   */
  public static Linted read(SortedMap<String, String> files, SqlSyntax sql) {
    return new DefinitionReader(sql).readAll(files);
  }

  private Linted readAll(SortedMap<String, String> files) {
    List<PipelineDefinition> pipelines =
        PipelineFolder.of(files, problems).values().stream().map(this::pipeline).toList();
    return new Linted(new Definitions(pipelines), problems.sorted(), problems.sortedNotes());
  }

  private PipelineDefinition pipeline(PipelineFolder folder) {
    PipelineReader reader = new PipelineReader(problems);
    PipelineDefinition pipeline =
        folder
            .pipelineYaml(problems)
            .map(yaml -> reader.read(folder.name(), yaml))
            .orElseGet(() -> reader.unread(folder.name()));
    List<SourceDefinition> sources = sources(folder, pipeline);
    List<MartDefinition> marts = marts(folder, pipeline);
    return new PipelineDefinition(
        pipeline.name(),
        pipeline.description(),
        pipeline.database(),
        pipeline.limits(),
        sources,
        marts);
  }

  private List<SourceDefinition> sources(PipelineFolder folder, PipelineDefinition pipeline) {
    SourceReader reader = new SourceReader(sql, problems);
    List<SourceDefinition> result = new ArrayList<>();
    folder
        .yaml("sources", problems)
        .forEach(
            (name, yaml) -> {
              ReadSource source = reader.read(pipeline, name, yaml);
              ownership.source(source);
              result.add(source.definition());
            });
    return result;
  }

  private List<MartDefinition> marts(PipelineFolder folder, PipelineDefinition pipeline) {
    MartReader reader = new MartReader(sql, problems);
    Map<String, YamlNode> yamls = folder.yaml("marts", problems);
    MartLinter linter = new MartLinter(folder.relations(), yamls.keySet(), sql, problems);
    List<ReadMart> read = new ArrayList<>();
    yamls.forEach(
        (name, yaml) -> {
          ReadMart mart = reader.read(pipeline, name, yaml, folder.query(name));
          ownership.mart(mart);
          linter.lint(mart);
          read.add(mart);
        });
    return MartOrder.sort(read, problems);
  }
}
