package io.ingot.jobs;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Stage;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.SessionSettings;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.run.WorkFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Holds definitions against the tables of a lake before any batch does. */
public final class TableCheck {
  private TableCheck() {}

  /**
   * What the tables of a pipeline's sources stand against, one message each, with what to do.
   * Nothing is written, and no row is read.
   *
   * @param spark a session whose views may be replaced
   * @param catalog the Iceberg catalog
   */
  public static List<String> problems(
      SparkSession spark, String catalog, PipelineDefinition pipeline) {
    SessionSettings.apply(spark);
    // No batch is newer, so that it may look at every table.
    Manifest nothing =
        new Manifest(
            pipeline.name(), Long.MAX_VALUE, Long.MAX_VALUE, Instant.EPOCH, List.of(), List.of());
    Attempt attempt =
        new Attempt(nothing, Long.MAX_VALUE, 1, pipeline, Map.of(), "", PipelineItem.LOADS);
    StageRun run =
        new StageRun(
            spark,
            attempt,
            catalog,
            JobPoints.NONE,
            new WorkFiles(spark.sparkContext().hadoopConfiguration()),
            Stage.bronze);
    List<String> problems = new ArrayList<>();
    for (SourceDefinition source : pipeline.sources()) {
      try {
        new DefinitionCheck(run).check(source);
      } catch (RefusedException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }
}
