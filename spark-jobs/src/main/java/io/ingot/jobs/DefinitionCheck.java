package io.ingot.jobs;

import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.gold.QueryCheck;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.silver.SilverHistory;
import io.ingot.jobs.silver.SilverKey;
import io.ingot.jobs.silver.SilverRows;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.HowToRebuild;
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds a batch's definitions against the tables that are there, before the batch writes anything:
 * the linter knows definitions only. No data is read.
 */
final class DefinitionCheck {
  private final StageRun run;

  DefinitionCheck(StageRun run) {
    this.run = run;
  }

  /**
   * Checks the tables of all sources, and of the marts that the batch may touch.
   *
   * @throws RefusedException if a table cannot become what its definition says
   */
  void check() {
    Set<String> touched = new HashSet<>();
    for (SourceDefinition source : run.attempt().definition().sources()) {
      Dataset<Row> silver = check(source);
      if (!run.attempt().files(source.name()).isEmpty()) {
        touched.add(source.name());
      }
      if (run.attempt().definition().marts().stream()
          .anyMatch(m -> m.reads().contains(source.name()))) {
        QueryCheck.visible(source, silver).createOrReplaceTempView(Sql.name(source.name()));
      }
    }
    for (MartDefinition mart : run.attempt().definition().marts()) {
      Dataset<Row> rows = rows(mart);
      QueryCheck.resultProblem(mart, rows)
          .ifPresent(
              problem -> {
                throw new RefusedException(
                    "Cannot load the batch: mart " + mart.name() + ": " + problem);
              });
      rows.createOrReplaceTempView(Sql.name(mart.name()));
      // A batch that rebuilds something replaces the marts that it touches.
      if (!run.attempt().rebuild().present() && mart.reads().stream().anyMatch(touched::contains)) {
        touched.add(mart.name());
        new TableLayout(rows.schema().asNullable(), mart.partition(), TableLayout.COPY_ON_WRITE)
            .check(run, mart.table(), Evolution.GOLD);
      }
    }
  }

  /**
   * Checks the tables of a source.
   *
   * @return silver rows of a bronze table that has none
   * @throws RefusedException if a table cannot become what its definition says
   */
  Dataset<Row> check(SourceDefinition source) {
    Dataset<Row> silver = silver(source);
    if (!run.attempt().rebuild().reads(source.name())) {
      BronzeColumns.layout(source).check(run, source.bronze(), Evolution.bronze(source));
    }
    if (!run.attempt().rebuild().of(source.name())) {
      check(source, silver);
    }
    return silver;
  }

  private void check(SourceDefinition source, Dataset<Row> silver) {
    SilverRows shape = new SilverRows(source);
    shape.layout(silver).check(run, source.silver().table(), Evolution.silver(source));
    if (run.exists(source.silver().table())) {
      SilverKey.of(source)
          .check(
              StampedTable.open(run, source.silver().table()),
              HowToRebuild.of(run.attempt().definition(), source));
    }
    if (source.silver().history()) {
      SilverHistory.layout(source, silver)
          .check(run, source.silver().historyTable(), SilverHistory.evolution(run, source));
    }
  }

  /** Silver rows of a bronze table that has none. */
  private Dataset<Row> silver(SourceDefinition source) {
    try {
      return QueryCheck.silver(run.spark(), source);
    } catch (Exception e) {
      throw refused("source " + source.name(), e);
    }
  }

  private Dataset<Row> rows(MartDefinition mart) {
    try {
      return run.spark().sql(mart.sql());
    } catch (Exception e) {
      throw refused("mart " + mart.name(), e);
    }
  }

  private static RuntimeException refused(String what, Exception e) {
    if (e instanceof AnalysisException) {
      return new RefusedException(
          "Cannot load the batch: the definition of "
              + what
              + " does not fit its columns ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "). Correct the definition, then redrive the batch.",
          e);
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
