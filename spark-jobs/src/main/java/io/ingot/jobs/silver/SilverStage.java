package io.ingot.jobs.silver;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.bronze.FilesTable;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.ReadMeter;
import io.ingot.jobs.run.SideBySide;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.MartReads;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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
    String ours = "_batch = " + run.batch();
    Dataset<Row> brought = run.spark().table(bronze.main()).where(ours);
    Dataset<Row> checked = shape.of(FilesTable.counting(run, source, brought, ours));
    StampedTable silver =
        shape.layout(checked).ensure(run, source.silver().table(), Evolution.silver(source));
    Quarantine quarantine = Quarantine.ensure(run, source);
    if (silver.done()) {
      List<TableResult> results = new ArrayList<>(quarantine.published());
      results.add(silver.published());
      return Prepared.of(List.of(), results);
    }
    Dataset<Row> rows = checked.persist(Kept.LEVEL);
    try {
      return prepare(source, shape, rows, silver, quarantine);
    } finally {
      rows.unpersist();
    }
  }

  private Prepared prepare(
      SourceDefinition source,
      SilverRows shape,
      Dataset<Row> rows,
      StampedTable silver,
      Quarantine quarantine) {
    Checks checks = Checks.of(run, source, rows);
    List<FileItem> superseded = FilesTable.superseded(run, source);
    gone(superseded).createOrReplaceTempView("ingot_gone");
    Optional<Recomputed> again = Recomputed.of(run, source, shape, superseded);
    try {
      List<StampedTable> side = quarantine.write(rows, checks.quarantined(), again, superseded);
      Prepared aside = Prepared.of(side, List.of(quarantine.result(checks)));
      Dataset<Row> valid = rows.where(SilverRows.valid());
      Prepared merged = merge(source, shape, valid, again, silver, checks, superseded);
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
        Checks checks = Checks.of(run, source, valid);
        merged = merge(source, shape, valid, Optional.empty(), silver, checks, List.of());
      }
      return Prepared.join(List.of(merged, quarantine.release(rows)));
    } finally {
      rows.unpersist();
    }
  }

  private Prepared merge(
      SourceDefinition source,
      SilverRows shape,
      Dataset<Row> valid,
      Optional<Recomputed> again,
      StampedTable silver,
      Checks checks,
      List<FileItem> superseded) {
    Map<String, String> base =
        Map.of(
            StampedTable.BASE,
            Long.toString(silver.head()),
            StampedTable.KEY,
            SilverKey.of(source).ids(silver.iceberg().schema()));
    silver.fork(MartReads.seen(run, source));
    List<StampedTable> publish = new ArrayList<>();
    List<TableResult> results = new ArrayList<>();
    SilverMerge merge = new SilverMerge(run, source, shape, silver, base, superseded);
    if (source.silver().key().isEmpty()) {
      merge.append(valid);
    } else {
      if (source.silver().history()) {
        Dataset<Row> counting = FilesTable.counting(run, source);
        SilverHistory history = SilverHistory.ensure(run, source, valid);
        publish.addAll(history.follow(valid, counting, superseded));
        results.add(history.result());
      }
      publish.addAll(merge.merge(valid, checks.parsed(), again));
    }
    results.addAll(merge.sideResults());
    results.add(merge.result(checks));
    publish.add(silver);
    return Prepared.of(publish, results);
  }

  /** Versions whose rows no longer count because of this batch. */
  private Dataset<Row> gone(List<FileItem> superseded) {
    List<Row> rows = new ArrayList<>();
    for (FileItem file : superseded) {
      rows.add(RowFactory.create(file.file().uri(), file.file().version()));
    }
    return run.spark()
        .createDataFrame(
            rows,
            new StructType()
                .add(BronzeColumns.SOURCE_FILE, DataTypes.StringType)
                .add(BronzeColumns.FILE_VERSION, DataTypes.StringType));
  }
}
