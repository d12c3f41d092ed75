package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.bronze.FilesTable;
import io.ingot.jobs.bronze.SourceBatch;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.KeyLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keys that are computed again because versions that no longer count have contributed to them, and
 * all rows of theirs that count, as today's definitions judge them.
 *
 * @param keys the keys, each once
 * @param touched where they are
 * @param all bronze's rows of these keys up to the batch, computed and checked
 * @param near SQL condition on {@code _batch} that all of them fulfil
 * @param mayBreak whether some of them, of earlier batches, break a rule of today
 * @param rows those of them that count
 */
record Recomputed(
    Dataset<Row> keys,
    KeyFilter touched,
    Dataset<Row> all,
    String near,
    boolean mayBreak,
    Dataset<Row> rows)
    implements AutoCloseable {

  /** What a batch computes again; empty if nothing. */
  static Optional<Recomputed> of(SourceBatch batch, SilverRows shape) {
    StageRun run = batch.run();
    SourceDefinition source = batch.source();
    List<FileItem> superseded = batch.superseded();
    List<String> key = source.silver().key();
    if (superseded.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> keys = TouchedKeys.gone(run, source, shape, superseded).persist(Kept.LEVEL);
    KeyFilter touched =
        batch.rowsSuperseded() > SilverMerge.FEW
            ? KeyFilter.of(keys, key)
            : KeyFilter.ofFew(keys, key);
    Dataset<Row> near =
        shape
            .of(run.table(source.bronze()).where("_batch <= " + run.batch()))
            .where(touched.condition(""));
    Dataset<Row> all =
        (touched.exact()
                ? near
                : near.as("r").join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_semi"))
            .persist(Kept.LEVEL);
    // A batch is one value of many rows, so that these are few.
    KeyLook look = new KeyLook(all.schema(), List.of(BronzeColumns.BATCH), true);
    List<String> aggregates = new ArrayList<>(look.aggregates("true"));
    aggregates.add("count_if(" + SilverRows.quarantined() + " AND _batch < " + run.batch() + ")");
    Row found = all.selectExpr(aggregates.toArray(String[]::new)).first();
    String batches = look.filter(found, 0).condition("");
    Dataset<Row> rows = FilesTable.counting(run, source, all, batches);
    boolean mayBreak = found.getLong(aggregates.size() - 1) > 0;
    return Optional.of(new Recomputed(keys, touched, all, batches, mayBreak, rows));
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
    all.unpersist();
    keys.unpersist();
  }
}
