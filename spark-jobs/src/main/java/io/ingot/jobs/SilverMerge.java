package io.ingot.jobs;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/** Brings a batch's valid rows into the attempt's branch of a silver table. */
final class SilverMerge {
  private static final String CHANGES = "ingot_changes";

  /** A change of a key is put in place, deletes it, or leaves nothing of it. */
  private static final String KIND = "_kind";

  private final StageRun run;
  private final SourceDefinition source;
  private final SilverRows shape;
  private final StampedTable silver;
  private final Map<String, String> base;
  private final List<FileItem> superseded;
  private final List<String> key;
  private final List<TableResult> sideResults = new ArrayList<>();
  private long deleted;
  private long effective;

  SilverMerge(
      StageRun run,
      SourceDefinition source,
      SilverRows shape,
      StampedTable silver,
      Map<String, String> base,
      List<FileItem> superseded) {
    this.run = run;
    this.source = source;
    this.shape = shape;
    this.silver = silver;
    this.base = base;
    this.superseded = List.copyOf(superseded);
    this.key = source.silver().key();
  }

  /** Results of tombstones, if there are any. */
  List<TableResult> sideResults() {
    return List.copyOf(sideResults);
  }

  /** What became of the batch's rows: measured in what was written, not in what was meant to be. */
  TableResult result(Checks checks) {
    long changed = count(silver.branch());
    long lost = checks.parsed() - checks.quarantined() - effective;
    return new TableResult(
        silver.name().toString(),
        changed,
        deleted,
        checks.quarantined(),
        checks.corrupt(),
        checks.warned(),
        effective,
        lost + FilesTable.notCounting(run, source),
        checks.rules());
  }

  /**
   * Rows that the batch has put into a table; those that came with the batch, in its files or from
   * the quarantine, are effective.
   */
  private long count(String table) {
    String came = run.attempt().redrives(source.name()) ? "*" : "f.batch";
    Row counts =
        run.spark()
            .sql(
                "SELECT count(*), count("
                    + came
                    + ") FROM "
                    + table
                    + " t LEFT JOIN "
                    + run.sqlName(FilesTable.name(source))
                    + " f ON t._source_file = f._source_file AND t._file_version = f._file_version"
                    + " AND f.batch = "
                    + run.batch()
                    + " AND f.state = 'loaded' WHERE t._batch = "
                    + run.batch())
            .first();
    effective += counts.getLong(1);
    return counts.getLong(0);
  }

  /** Without a key: rows of versions that no longer count, or come again, go; the batch's come. */
  void append(Dataset<Row> valid) {
    List<FileItem> files = new ArrayList<>(superseded);
    files.addAll(run.attempt().files(source.name()));
    if (!files.isEmpty()) {
      remove(files);
    }
    silver.append(
        valid.where("NOT _delete").withColumn(BronzeColumns.BATCH, lit(run.batch())), base);
  }

  private void remove(List<FileItem> files) {
    String where =
        "_source_file IN ("
            + Sql.texts(files.stream().map(f -> f.file().uri()).distinct().toList())
            + ") AND concat(_source_file, '?versionId=', _file_version) IN ("
            + Sql.texts(files.stream().map(f -> f.file().toString()).toList())
            + ")";
    if (silver.head() != StampedTable.NO_BASE) {
      deleted = run.spark().table(silver.main()).where(where).count();
    }
    if (deleted > 0) {
      silver.write(
          base, () -> run.spark().sql("DELETE FROM " + silver.branch() + " WHERE " + where));
    }
  }

  /**
   * With a key: the newest change of each key that the batch touches. Keys to which a version that
   * no longer counts has contributed are computed again from all rows that count.
   *
   * @param valid the batch's rows
   * @param counting all bronze rows that count
   * @return side tables to publish first
   */
  List<StampedTable> merge(Dataset<Row> valid, Dataset<Row> counting) {
    Dataset<Row> changes = superseded.isEmpty() ? fresh(valid) : recomputed(valid, counting);
    List<StampedTable> sides = new ArrayList<>();
    StampedTable tombstones = null;
    if (source.silver().operation().present()) {
      tombstones =
          shape
              .layout(valid, shape.tombstoneColumns(), List.of())
              .ensure(
                  run, source.silver().table().side("_tombstones"), Evolution.besideSilver(source));
      changes = unblocked(changes, tombstones);
    }
    changes =
        changes
            .withColumn("_from", expr("_batch"))
            .withColumn("_batch", lit(run.batch()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      changes.createOrReplaceTempView(CHANGES);
      String bounds = bounds(changes);
      boolean deletes = !changes.where("_kind <> 'put'").isEmpty();
      if (tombstones != null) {
        sides.addAll(bury(tombstones, deletes ? effectiveDeletions(bounds) : CHANGES));
      }
      deleted = deletes ? deletions(changes, bounds) : 0;
      merge(bounds);
    } finally {
      changes.unpersist();
    }
    return sides;
  }

  private Dataset<Row> fresh(Dataset<Row> valid) {
    return shape
        .winners(valid)
        .withColumn("_recomputed", lit(false))
        .withColumn(KIND, expr("CASE WHEN _delete THEN 'delete' ELSE 'put' END"));
  }

  private Dataset<Row> recomputed(Dataset<Row> valid, Dataset<Row> counting) {
    Dataset<Row> keys = TouchedKeys.gone(run, source, shape, superseded);
    Dataset<Row> all =
        shape
            .of(counting.where("_batch <= " + run.batch()))
            .where(SilverRows.valid())
            .as("r")
            .join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_semi");
    Dataset<Row> others =
        valid.as("r").join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_anti");
    String[] kept =
        java.util.Arrays.stream(valid.columns())
            .filter(c -> !key.contains(c))
            .toArray(String[]::new);
    List<String> select = new ArrayList<>();
    key.forEach(k -> select.add(Sql.name("k", k)));
    for (String column : kept) {
      select.add(Sql.name("w", column));
    }
    select.add("true AS _recomputed");
    select.add(
        "CASE WHEN w._batch IS NULL THEN 'absent' WHEN w._delete THEN 'delete' ELSE 'put' END AS "
            + KIND);
    Dataset<Row> again =
        keys.as("k")
            .join(shape.winners(all).as("w"), expr(Sql.same("k", "w", key, "=")), "left")
            .selectExpr(select.toArray(String[]::new));
    return fresh(others).unionByName(again);
  }

  /** Without changes that are older than the deletion of their key. */
  private Dataset<Row> unblocked(Dataset<Row> changes, StampedTable tombstones) {
    return changes
        .as("c")
        .join(
            run.spark().table(tombstones.main()).as("d"),
            expr(
                Sql.same("c", "d", key, "=")
                    + " AND NOT c._recomputed AND "
                    + shape.order("d")
                    + " > "
                    + shape.order("c")),
            "left_anti");
  }

  private List<StampedTable> bury(StampedTable tombstones, String changes) {
    if (tombstones.done()) {
      count(tombstones.main());
      sideResults.add(run.published(tombstones));
      return List.of();
    }
    tombstones.fork();
    List<String> columns = shape.tombstoneColumns();
    tombstones.write(
        Map.of(),
        () ->
            run.spark()
                .sql(
                    "MERGE INTO "
                        + tombstones.branch()
                        + " t USING "
                        + changes
                        + " s ON "
                        + Sql.same("t", "s", key, "=")
                        + " WHEN MATCHED AND s._kind <> 'delete' AND "
                        + newer()
                        + " THEN DELETE WHEN MATCHED AND s._kind = 'delete' AND "
                        + newer()
                        + " THEN UPDATE SET "
                        + tombstones.updates(columns)
                        + " WHEN NOT MATCHED AND s._kind = 'delete' THEN INSERT "
                        + tombstones.insert(columns)));
    long buried = count(tombstones.branch());
    forget(tombstones);
    sideResults.add(new TableResult(tombstones.name().toString(), buried, 0, 0, 0, 0));
    return List.of(tombstones);
  }

  /** By the uploads' own times, not by a clock: a batch that is tried again forgets the same. */
  private void forget(StampedTable tombstones) {
    int days = source.silver().operation().keepTombstones();
    if (days == 0 || run.attempt().files(source.name()).isEmpty()) {
      return;
    }
    Instant newest =
        run.attempt().files(source.name()).stream()
            .map(FileItem::arrival)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    String old =
        "_arrival < "
            + Sql.literal(
                Timestamp.from(newest.minus(Duration.ofDays(days))), DataTypes.TimestampType);
    tombstones.write(
        Map.of(), () -> run.spark().sql("DELETE FROM " + tombstones.branch() + " WHERE " + old));
  }

  /** The changes without deletions that are older than their key's row: they leave no tombstone. */
  private String effectiveDeletions(String bounds) {
    return silver.head() == StampedTable.NO_BASE
        ? CHANGES
        : "(SELECT s.* FROM "
            + CHANGES
            + " s LEFT ANTI JOIN "
            + silver.main()
            + " t ON "
            + Sql.same("t", "s", key, "=")
            + bounds
            + " AND s._kind = 'delete' AND NOT "
            + newer()
            + ")";
  }

  /** The change is not older than the target's row, or replaces it whatever it is. */
  private String newer() {
    return "(s._recomputed OR " + shape.order("s") + " >= " + shape.order("t") + ")";
  }

  private long deletions(Dataset<Row> changes, String bounds) {
    if (silver.head() == StampedTable.NO_BASE) {
      return 0;
    }
    return run.spark()
        .table(silver.main())
        .as("t")
        .join(
            changes.where("_kind <> 'put'").as("s"),
            expr(Sql.same("t", "s", key, "=") + bounds + " AND " + newer()),
            "left_semi")
        .count();
  }

  private void merge(String bounds) {
    List<String> columns = shape.columns();
    // A row that is computed again and comes out the same keeps its batch.
    String unchanged =
        "(" + shape.order("s") + " = " + shape.order("t") + " AND s._from < " + run.batch() + ")";
    silver.write(
        base,
        () ->
            run.spark()
                .sql(
                    "MERGE INTO "
                        + silver.branch()
                        + " t USING "
                        + CHANGES
                        + " s ON "
                        + Sql.same("t", "s", key, "=")
                        + bounds
                        + " WHEN MATCHED AND s._kind <> 'put' AND "
                        + newer()
                        + " THEN DELETE WHEN MATCHED AND s._kind = 'put' AND "
                        + newer()
                        + " AND NOT "
                        + unchanged
                        + " THEN UPDATE SET "
                        + silver.updates(columns)
                        + " WHEN NOT MATCHED AND s._kind = 'put' THEN INSERT "
                        + silver.insert(columns)));
  }

  /** Smallest and largest key as literals, so that the scan skips files without these keys. */
  private String bounds(Dataset<Row> changes) {
    String[] aggregates =
        key.stream()
            .flatMap(k -> List.of("min(" + Sql.name(k) + ")", "max(" + Sql.name(k) + ")").stream())
            .toArray(String[]::new);
    Row row = changes.selectExpr(aggregates).first();
    StringBuilder bounds = new StringBuilder();
    for (int i = 0; i < key.size() && !row.isNullAt(0); i++) {
      var type = row.schema().apply(2 * i).dataType();
      String column = Sql.name("t", key.get(i));
      bounds
          .append(" AND " + column + " >= " + Sql.literal(row.get(2 * i), type))
          .append(" AND " + column + " <= " + Sql.literal(row.get(2 * i + 1), type));
    }
    return bounds.toString();
  }
}
