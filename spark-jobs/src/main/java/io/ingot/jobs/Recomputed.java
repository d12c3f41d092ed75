package io.ingot.jobs;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Keys that are computed again because versions that no longer count have contributed to them, and
 * all rows of theirs that count, as today's definitions judge them.
 *
 * @param keys the keys, each once
 * @param rows bronze's rows up to the batch, computed and checked
 */
record Recomputed(Dataset<Row> keys, Dataset<Row> rows) implements AutoCloseable {

  /**
   * What a batch computes again; empty if nothing.
   *
   * @param counting all bronze rows that count
   * @param superseded the versions that no longer count, of which {@code ingot_gone} is a view
   */
  static Optional<Recomputed> of(
      StageRun run,
      SourceDefinition source,
      SilverRows shape,
      Dataset<Row> counting,
      List<FileItem> superseded) {
    List<String> key = source.silver().key();
    if (superseded.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> keys =
        TouchedKeys.gone(run, source, shape, superseded).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> rows =
        shape
            .of(counting.where("_batch <= " + run.batch()))
            .as("r")
            .join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_semi")
            .persist(StorageLevel.MEMORY_AND_DISK());
    return Optional.of(new Recomputed(keys, rows));
  }

  /**
   * Rows of earlier batches that break a rule of today and are in no quarantine: with the batch
   * they leave silver.
   */
  Dataset<Row> broken(StageRun run, SourceDefinition source) {
    return Quarantine.outside(
        run, source, rows.where(SilverRows.quarantined()).where("_batch < " + run.batch()));
  }

  @Override
  public void close() {
    rows.unpersist();
    keys.unpersist();
  }
}
