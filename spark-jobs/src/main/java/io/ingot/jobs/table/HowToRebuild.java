package io.ingot.jobs.table;

import io.ingot.core.attempt.Rebuild;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.jobs.run.StageRun;

/** The command that computes a table again, for messages that refuse to change it. */
public final class HowToRebuild {
  private HowToRebuild() {}

  /** Of a bronze table from its files, of a mart by itself, of any other from bronze. */
  public static String of(StageRun run, TableName table) {
    PipelineDefinition pipeline = run.attempt().definition();
    for (MartDefinition mart : pipeline.marts()) {
      if (mart.table().equals(table)) {
        return line(pipeline, Command.rebuild(mart.name(), ""));
      }
    }
    for (SourceDefinition source : pipeline.sources()) {
      if (source.bronze().equals(table)) {
        return line(pipeline, Command.rebuild(source.name(), Rebuild.LANDING));
      }
      if (table.equals(source.silver().table())
          || table.equals(source.silver().historyTable())
          || table.equals(source.silver().tombstones())) {
        return of(pipeline, source);
      }
    }
    return "./ingot rebuild";
  }

  /** Of a source's silver table and those beside it. */
  public static String of(PipelineDefinition pipeline, SourceDefinition source) {
    return line(pipeline, Command.rebuild(source.name(), Rebuild.BRONZE));
  }

  private static String line(PipelineDefinition pipeline, Command command) {
    return HowToRun.LAPTOP.line(pipeline.name(), command);
  }
}
