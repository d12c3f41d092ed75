package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.bronze.FilesTable;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.KeyFilter;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keys that are computed again because versions that no longer count have contributed to them, and
 * all rows of theirs that count, as today's definitions judge them.
 *
 * @param keys the keys, each once
 * @param all bronze's rows of these keys up to the batch, computed and checked
 * @param near SQL condition on {@code _batch} that all of them fulfil
 * @param rows those of them that count
 */
record Recomputed(Dataset<Row> keys, Dataset<Row> all, String near, Dataset<Row> rows)
    implements AutoCloseable {

  /**
   * What a batch computes again; empty if nothing.
   *
   * @param superseded the versions that no longer count, of which {@code ingot_gone} is a view
   */
  static Optional<Recomputed> of(
      StageRun run, SourceDefinition source, SilverRows shape, List<FileItem> superseded) {
    List<String> key = source.silver().key();
    if (superseded.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> keys = TouchedKeys.gone(run, source, shape, superseded).persist(Kept.LEVEL);
    Dataset<Row> bronze = run.table(source.bronze());
    Dataset<Row> all =
        shape
            .of(bronze.where("_batch <= " + run.batch()))
            .where(KeyFilter.of(keys, key).condition(""))
            .as("r")
            .join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_semi")
            .persist(Kept.LEVEL);
    String near = KeyFilter.of(all, List.of(BronzeColumns.BATCH)).condition("");
    Dataset<Row> rows = FilesTable.counting(run, source, all, near).persist(Kept.LEVEL);
    return Optional.of(new Recomputed(keys, all, near, rows));
  }

  /**
   * Rows of earlier batches that break a rule of today and are in no quarantine: with the batch
   * they leave silver.
   */
  Dataset<Row> broken(StageRun run, SourceDefinition source) {
    return Quarantine.outside(
        run, source, rows.where(SilverRows.quarantined()).where("_batch < " + run.batch()), near);
  }

  @Override
  public void close() {
    rows.unpersist();
    all.unpersist();
    keys.unpersist();
  }
}
