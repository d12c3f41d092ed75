package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.bronze.SourceBatch;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.StampedTable;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Brings a batch's valid rows into the attempt's branch of a silver table. */
final class SilverMerge {
  private static final String CHANGES = "ingot_changes";

  /** A change of a key is put in place, deletes it, or leaves nothing of it. */
  private static final String KIND = "_kind";

  private static final int LONGEST_BOUNDS = 2_000;

  /** Rows that are sorted, or kept, in less time than a Spark job takes. */
  static final long FEW = 50_000;

  private final SourceBatch batch;
  private final StageRun run;
  private final SourceDefinition source;
  private final SilverRows shape;
  private final StampedTable silver;
  private final Map<String, String> base;
  private final List<String> key;
  private final List<TableResult> sideResults = new ArrayList<>();
  private long changed;
  private long deleted;
  private long effective;

  SilverMerge(SourceBatch batch, SilverRows shape, StampedTable silver, Map<String, String> base) {
    this.batch = batch;
    this.run = batch.run();
    this.source = batch.source();
    this.shape = shape;
    this.silver = silver;
    this.base = base;
    this.key = source.silver().key();
  }

  /** Results of tombstones, if there are any. */
  List<TableResult> sideResults() {
    return List.copyOf(sideResults);
  }

  /**
   * What became of the batch's rows.
   *
   * @throws IllegalStateException if Iceberg has written another number of rows
   */
  TableResult result(Checks checks) {
    long written = silver.written();
    // A table whose owner has changed it to copy-on-write gets unchanged rows written again, too.
    if (written < changed || (written > changed && silver.mergesOnRead())) {
      throw new IllegalStateException(
          "Cannot load silver table %s: batch %d changes %d of its rows, and %d were written. Nothing of it is published; redrive the batch, and report it if it happens again."
              .formatted(silver.name(), run.batch(), changed, written));
    }
    long lost = checks.parsed() - checks.quarantined() - effective;
    return new TableResult(
        silver.name().toString(),
        changed,
        deleted,
        checks.quarantined(),
        checks.corrupt(),
        checks.warned(),
        effective,
        lost + batch.rowsNotCounting(),
        checks.rules(),
        List.of(),
        checks.unlisted());
  }

  /** Without a key: rows of versions that no longer count, or come again, go; the batch's come. */
  void append(Dataset<Row> valid) {
    List<FileItem> files = new ArrayList<>(batch.superseded());
    files.addAll(run.attempt().files(source.name()));
    Map<String, String> about = files.isEmpty() ? about(0) : remove(files);
    Dataset<Row> rows =
        valid.where("NOT _delete").withColumn(BronzeColumns.BATCH, lit(run.batch()));
    changed = silver.append(rows, about);
    effective = changed;
  }

  /** What the stamp says: what the table was before the batch, and whether rows changed. */
  private Map<String, String> about(long replaced) {
    Map<String, String> about = new HashMap<>(base);
    about.put(StampedTable.CHANGED, Long.toString(replaced));
    return about;
  }

  /** Where the rows were that have changed, if that can be said in few words. */
  private static Map<String, String> within(String bounds) {
    return bounds.length() > LONGEST_BOUNDS ? Map.of() : Map.of(StampedTable.WITHIN, bounds);
  }

  private Map<String, String> remove(List<FileItem> files) {
    List<String> uris = files.stream().map(f -> f.file().uri()).toList();
    String where = SourceBatch.of(files);
    if (silver.head() != StampedTable.NO_BASE) {
      deleted = run.spark().table(silver.main()).where(where).count();
    }
    Map<String, String> about = about(deleted);
    if (deleted > 0) {
      about.putAll(within(Sql.between(BronzeColumns.SOURCE_FILE, uris)));
      silver.write(
          about, () -> run.spark().sql("DELETE FROM " + silver.branch() + " WHERE " + where));
    }
    return about;
  }

  /**
   * With a key: the newest change of each key that the batch touches. Keys to which a version that
   * no longer counts has contributed are computed again from all rows that count.
   *
   * @param valid the batch's rows
   * @param checks how many they are
   * @param recomputed keys that are computed again, if there are any
   * @param touched where all keys are
   * @return side tables to publish first
   */
  List<StampedTable> merge(
      Dataset<Row> valid, Checks checks, Optional<Recomputed> recomputed, KeyFilter touched) {
    boolean deletes = source.silver().operation().present();
    boolean asTheyAre = recomputed.isEmpty() && !deletes && checks.parsed() > FEW && once(valid);
    Dataset<Row> changes =
        asTheyAre
            ? puts(valid)
            : recomputed.map(r -> recomputed(valid, r)).orElseGet(() -> fresh(valid));
    List<StampedTable> sides = new ArrayList<>();
    StampedTable tombstones = null;
    if (deletes) {
      tombstones =
          shape
              .layout(valid, shape.tombstoneColumns(), List.of())
              .ensure(run, source.silver().tombstones(), Evolution.besideSilver(source));
      changes = unblocked(changes, checks.keys(), tombstones);
    }
    changes = changes.withColumn("_from", expr("_batch")).withColumn("_batch", lit(run.batch()));
    if (recomputed.isEmpty() && !deletes && !silver.mayHold(touched)) {
      changed = silver.append(changes, about(0));
      effective = changed;
      return sides;
    }
    if (!asTheyAre) {
      changes.persist(Kept.LEVEL);
    }
    try (Effects effects = effects(changes, touched, !asTheyAre, checks.valid())) {
      if (tombstones != null) {
        sides.addAll(bury(tombstones, touched, effects));
      }
      changed = effects.inserted() + effects.changed() - effects.removed();
      deleted = effects.removed();
      effective = effects.effective();
      merge(effects);
    } finally {
      changes.unpersist();
    }
    return sides;
  }

  private Effects effects(Dataset<Row> changes, KeyFilter touched, boolean kept, long valid) {
    boolean few = valid + batch.rowsSuperseded() <= FEW;
    String own = run.attempt().redrives(source.name()) ? "true" : "_from = " + run.batch();
    return new Effects(run, shape, silver, key, changes, touched, own, kept, few);
  }

  /** Whether no key comes twice: to find that out takes keys alone, to sort rows all of them. */
  private boolean once(Dataset<Row> valid) {
    return valid
        .groupBy(key.stream().map(k -> col(Sql.name(k))).toArray(Column[]::new))
        .count()
        .where("count > 1")
        .isEmpty();
  }

  private Dataset<Row> fresh(Dataset<Row> valid) {
    return puts(shape.winners(valid));
  }

  private static Dataset<Row> puts(Dataset<Row> newest) {
    return newest
        .withColumn("_recomputed", lit(false))
        .withColumn(KIND, expr("CASE WHEN _delete THEN 'delete' ELSE 'put' END"));
  }

  private Dataset<Row> recomputed(Dataset<Row> valid, Recomputed recomputed) {
    Dataset<Row> keys = recomputed.keys();
    // A rule that was loosened since lets no row out of the quarantine by itself: it would count
    // twice.
    Dataset<Row> all =
        Quarantine.outside(
            run, source, recomputed.rows().where(SilverRows.valid()), recomputed.near());
    Dataset<Row> others =
        recomputed.touched().exact()
            ? valid.where("NOT (" + recomputed.touched().condition("") + ")")
            : valid.as("r").join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_anti");
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
  private Dataset<Row> unblocked(Dataset<Row> changes, KeyFilter own, StampedTable tombstones) {
    // Changes that are not computed again are of the batch's own rows.
    if (!tombstones.mayHold(own)) {
      return changes;
    }
    String near = own.condition("");
    return changes
        .as("c")
        .join(
            run.spark().table(tombstones.main()).where(near).as("d"),
            expr(
                Sql.same("c", "d", key, "=")
                    + " AND NOT c._recomputed AND "
                    + shape.order("d")
                    + " > "
                    + shape.order("c")),
            "left_anti");
  }

  private List<StampedTable> bury(StampedTable tombstones, KeyFilter touched, Effects effects) {
    if (tombstones.done()) {
      sideResults.add(tombstones.published());
      return List.of();
    }
    tombstones.fork();
    if (effects.deletions() > 0 || tombstones.mayHold(touched)) {
      bury(tombstones, touched.condition("t"), effects);
    } else {
      tombstones.touch(Map.of());
    }
    forget(tombstones);
    sideResults.add(TableResult.changed(tombstones.name().toString(), effects.deletions(), 0));
    return List.of(tombstones);
  }

  private void bury(StampedTable tombstones, String near, Effects effects) {
    List<String> columns = shape.tombstoneColumns();
    // A deletion that is older than its key's row leaves no tombstone.
    effects.all().where("_kind <> 'delete' OR _effect <> 'none'").createOrReplaceTempView(CHANGES);
    String newer = "(s._recomputed OR " + shape.order("s") + " >= " + shape.order("t") + ")";
    tombstones.write(
        Map.of(),
        () ->
            run.spark()
                .sql(
                    "MERGE INTO "
                        + tombstones.branch()
                        + " t USING "
                        + CHANGES
                        + " s ON "
                        + Sql.same("t", "s", key, "=")
                        + " AND "
                        + near
                        + " WHEN MATCHED AND s._kind <> 'delete' AND "
                        + newer
                        + " THEN DELETE WHEN MATCHED AND s._kind = 'delete' AND "
                        + newer
                        + " THEN UPDATE SET "
                        + tombstones.updates(columns)
                        + " WHEN NOT MATCHED AND s._kind = 'delete' THEN INSERT "
                        + tombstones.insert(columns)));
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

  /** Rows that change by a MERGE that reads their files, new ones by an append that reads none. */
  private void merge(Effects effects) {
    List<String> columns = shape.columns();
    Map<String, String> about = about(effects.changed());
    if (effects.changed() > 0) {
      effects.changing().createOrReplaceTempView(CHANGES);
      KeyFilter rows = effects.where();
      String where = rows.condition("t");
      about.putAll(within(rows.bounds()));
      silver.write(
          about,
          () ->
              run.spark()
                  .sql(
                      "MERGE INTO "
                          + silver.branch()
                          + " t USING "
                          + CHANGES
                          + " s ON "
                          + Sql.same("t", "s", key, "=")
                          + " AND "
                          + where
                          + " WHEN MATCHED AND s._effect = 'remove' THEN DELETE WHEN MATCHED THEN"
                          + " UPDATE SET "
                          + silver.updates(columns)));
    }
    if (effects.inserted() > 0) {
      silver.append(effects.all().where("_effect = 'insert'"), about);
    } else if (effects.changed() == 0) {
      silver.touch(about);
    }
  }
}
