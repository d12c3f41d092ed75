package io.ingot.jobs.silver;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.bronze.FilesTable;
import io.ingot.jobs.bronze.SourceBatch;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.ReadMeter;
import io.ingot.jobs.run.SideBySide;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.MartReads;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Silver: typed, checked, deduplicated, merged; a function of the uploads that count. */
public final class SilverStage {
  private final StageRun run;

  public SilverStage(StageRun run) {
    this.run = run;
  }

  /**
   * Prepares silver and what stands beside it, source by source; tables that have the batch are
   * left as they are.
   */
  public Prepared prepare() {
    ReadMeter meter = new ReadMeter();
    List<Prepared> parts = meter.count(run.spark().sparkContext(), this::parts);
    return Prepared.join(parts, meter.bytes(), meter.records());
  }

  private List<Prepared> parts() {
    return SideBySide.all(
        run,
        run.attempt().definition().sources(),
        (apart, source) -> new SilverStage(apart).part(source));
  }

  private Prepared part(SourceDefinition source) {
    if (run.attempt().rebuild().of(source.name())) {
      return new SilverRebuild(run, source).prepare();
    }
    if (!run.attempt().files(source.name()).isEmpty()) {
      return prepare(source);
    }
    if (run.attempt().redrives(source.name())) {
      return redrive(source);
    }
    if (run.exists(source.bronze())) {
      SilverRows shape = new SilverRows(source, run.careful());
      shape
          .layout(shape.of(run.table(source.bronze())))
          .change(run, source.silver().table(), Evolution.silver(source));
      SilverHistory.change(run, source);
    }
    return Prepared.NOTHING;
  }

  private Prepared prepare(SourceDefinition source) {
    StampedTable bronze = StampedTable.open(run, source.bronze());
    if (!bronze.done()) {
      throw new RefusedException(
          "Cannot prepare silver of source "
              + source.name()
              + ": bronze does not have batch "
              + run.batch()
              + ". Run the bronze stage first.");
    }
    SilverRows shape = new SilverRows(source, run.careful());
    SourceBatch batch = SourceBatch.of(run, source);
    Dataset<Row> rows = shape.of(batch.rows());
    StampedTable silver =
        shape.layout(rows).ensure(run, source.silver().table(), Evolution.silver(source));
    Quarantine quarantine = Quarantine.ensure(run, source);
    if (silver.done()) {
      List<TableResult> results = new ArrayList<>(quarantine.published());
      results.add(silver.published());
      return Prepared.of(List.of(), results);
    }
    boolean few = batch.size() <= SilverMerge.FEW;
    // To read a large batch's columns from bronze where they are asked for takes less than to keep
    // all of them. But what has another value the next time must be computed once.
    if (!few && shape.deterministic()) {
      return prepare(batch, shape, rows, false, silver, quarantine);
    }
    rows.persist(Kept.LEVEL);
    try {
      return prepare(batch, shape, rows, few, silver, quarantine);
    } finally {
      rows.unpersist();
    }
  }

  private Prepared prepare(
      SourceBatch batch,
      SilverRows shape,
      Dataset<Row> rows,
      boolean few,
      StampedTable silver,
      Quarantine quarantine) {
    Checks checks = Checks.of(run, batch.source(), rows, few);
    Optional<Recomputed> again = Recomputed.of(batch, shape);
    try {
      List<StampedTable> side =
          quarantine.write(rows, checks.quarantined(), again, batch.superseded());
      Prepared aside = Prepared.of(side, List.of(quarantine.result(checks)));
      Dataset<Row> valid = rows.where(SilverRows.valid());
      Prepared merged = merge(batch, shape, valid, again, silver, checks);
      return Prepared.join(List.of(aside, merged));
    } finally {
      again.ifPresent(Recomputed::close);
    }
  }

  /**
   * Quarantined rows by the rules of today: those that break none any more leave the quarantine for
   * silver. The quarantine is published last, so that an attempt that comes after a crash finds the
   * same rows in it.
   */
  private Prepared redrive(SourceDefinition source) {
    if (!run.exists(source.bronze())) {
      return Prepared.NOTHING;
    }
    Quarantine quarantine = Quarantine.ensure(run, source);
    SilverRows shape = new SilverRows(source, run.careful());
    Dataset<Row> rows =
        quarantine.rows(shape.of(FilesTable.counting(run, source))).persist(Kept.LEVEL);
    try {
      StampedTable silver =
          shape.layout(rows).ensure(run, source.silver().table(), Evolution.silver(source));
      Dataset<Row> valid = rows.where(SilverRows.valid());
      Prepared merged;
      if (silver.done()) {
        merged = Prepared.of(List.of(), List.of(silver.published()));
      } else if (valid.isEmpty()) {
        merged = Prepared.NOTHING;
      } else {
        Checks checks = Checks.of(run, source, valid, false);
        merged = merge(SourceBatch.of(run, source), shape, valid, Optional.empty(), silver, checks);
      }
      return Prepared.join(List.of(merged, quarantine.release(rows)));
    } finally {
      rows.unpersist();
    }
  }

  private Prepared merge(
      SourceBatch batch,
      SilverRows shape,
      Dataset<Row> valid,
      Optional<Recomputed> again,
      StampedTable silver,
      Checks checks) {
    SourceDefinition source = batch.source();
    Map<String, String> base =
        Map.of(
            StampedTable.BASE,
            Long.toString(silver.head()),
            StampedTable.KEY,
            SilverKey.of(source).ids(silver.iceberg().schema()));
    silver.fork(MartReads.seen(run, source));
    List<StampedTable> publish = new ArrayList<>();
    List<TableResult> results = new ArrayList<>();
    KeyFilter touched = again.map(r -> checks.keys().or(r.touched())).orElse(checks.keys());
    SilverMerge merge = new SilverMerge(batch, shape, silver, base);
    if (source.silver().key().isEmpty()) {
      merge.append(valid);
    } else {
      if (source.silver().history()) {
        Dataset<Row> counting = FilesTable.counting(run, source);
        SilverHistory history = SilverHistory.ensure(run, source, valid);
        publish.addAll(history.follow(valid, counting, batch.superseded(), touched));
        results.add(history.result());
      }
      publish.addAll(merge.merge(valid, checks, again, touched));
    }
    results.addAll(merge.sideResults());
    results.add(merge.result(checks));
    publish.add(silver);
    return Prepared.of(publish, results);
  }
}
