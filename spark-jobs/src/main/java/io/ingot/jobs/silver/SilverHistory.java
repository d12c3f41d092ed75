package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code <silver>_history}: one row per change of a key that put a value in force, with the time
 * from its own sequence to that of the key's next change. The histories of the keys that a batch
 * touches are computed again from all rows of bronze that count, so that it does not matter when
 * and how often they came.
 */
public final class SilverHistory {
  public static final String FROM = "valid_from";
  static final String TO = "valid_to";

  /** The columns that it has beside silver's. */
  public static final List<String> INTERVAL = List.of(FROM, TO, "is_current");

  private static final String CHANGES = "ingot_history";

  /** A row comes, changes or goes. */
  private static final String KIND = "_kind";

  private final StageRun run;
  private final SourceDefinition source;
  private final SilverRows shape;
  private final StampedTable table;
  private final boolean complete;
  private final List<String> key;
  private TableResult result;

  private SilverHistory(
      StageRun run, SourceDefinition source, StampedTable table, boolean complete) {
    this.run = run;
    this.source = source;
    this.shape = new SilverRows(source, run.careful());
    this.table = table;
    this.complete = complete;
    this.key = source.silver().key();
    this.result = TableResult.unchanged(table.name().toString());
  }

  /**
   * The history table, with the types that the expressions have.
   *
   * @param rows rows of bronze, computed
   */
  public static TableLayout layout(SourceDefinition source, Dataset<Row> rows) {
    SilverRows shape = new SilverRows(source);
    return shape.layout(dated(source, rows), shape.historyColumns(), source.silver().partition());
  }

  /** Rows of bronze, each with the interval of a change that was never in force: an empty one. */
  public static Dataset<Row> dated(SourceDefinition source, Dataset<Row> rows) {
    return rows.withColumn(FROM, expr(since(source)))
        .withColumn(TO, col(FROM))
        .withColumn("is_current", lit(false));
  }

  /** As of silver; but a history that is computed anew has no rows that could be lost. */
  public static Evolution evolution(StageRun run, SourceDefinition source) {
    Evolution silver = Evolution.silver(source);
    return complete(run, source)
        ? silver
        : new Evolution(silver.former(), Set.of(), Evolution.Rest.isComputedAgain);
  }

  /** Brings the table to its layout, if there is one. */
  static void change(StageRun run, SourceDefinition source) {
    if (source.silver().history()) {
      Dataset<Row> rows = new SilverRows(source, run.careful()).of(run.table(source.bronze()));
      layout(source, rows).change(run, source.silver().historyTable(), evolution(run, source));
    }
  }

  /** Whether it has this batch, by other definitions than this attempt has. */
  public static boolean redefined(StageRun run, SourceDefinition source) {
    return source.silver().history()
        && run.exists(source.silver().historyTable())
        && StampedTable.open(run, source.silver().historyTable()).redefined();
  }

  /** The table, with the history of rows in place of all that it has; done if it has it. */
  static StampedTable replaced(StageRun run, SourceDefinition source, Dataset<Row> valid) {
    StampedTable table =
        layout(source, valid)
            .replaced(run, source.silver().historyTable(), Evolution.silver(source));
    if (!table.done()) {
      SilverHistory history = new SilverHistory(run, source, table, false);
      table.overwrite(history.inForce(valid), Map.of());
    }
    return table;
  }

  static SilverHistory ensure(StageRun run, SourceDefinition source, Dataset<Row> rows) {
    boolean complete = complete(run, source);
    StampedTable table =
        layout(source, rows).ensure(run, source.silver().historyTable(), evolution(run, source));
    return new SilverHistory(run, source, table, complete);
  }

  /**
   * Whether it has all batches that silver has. It does not at first, where it was switched on for
   * a table with rows, and where it was off for a while.
   */
  private static boolean complete(StageRun run, SourceDefinition source) {
    long batch = batch(run, source.silver().historyTable());
    return batch > 0 && batch == batch(run, source.silver().table());
  }

  private static long batch(StageRun run, TableName name) {
    return run.exists(name) ? StampedTable.open(run, name).stamp().map(Stamp::batch).orElse(0L) : 0;
  }

  private static String since(SourceDefinition source) {
    return Evolution.SEQUENCE + "." + Sql.name(source.silver().sequence().get(0));
  }

  /** What became of its rows; of the batch's own rows, silver's result tells. */
  TableResult result() {
    return result;
  }

  /**
   * Prepares what the batch changes.
   *
   * @param valid the batch's rows
   * @param counting all bronze rows that count
   * @param superseded versions that no longer count
   * @param touched where the keys of all of them are
   * @return the table if it is to be published
   */
  List<StampedTable> follow(
      Dataset<Row> valid, Dataset<Row> counting, List<FileItem> superseded, KeyFilter touched) {
    if (table.done()) {
      result = table.published();
      return List.of();
    }
    Dataset<Row> changes =
        free(shape.of(counting.where("_batch <= " + run.batch())).where(SilverRows.valid()));
    Dataset<Row> present = run.spark().table(table.main());
    if (!complete) {
      write(inForce(changes), present, Optional.empty());
      return List.of(table);
    }
    String near = touched.condition("");
    if (touched.exact()) {
      write(inForce(changes.where(near)), present.where(near), Optional.of(touched));
      return List.of(table);
    }
    Dataset<Row> keys = TouchedKeys.all(run, source, shape, valid, superseded).persist(Kept.LEVEL);
    try {
      write(
          inForce(only(changes.where(near), keys)),
          only(present.where(near), keys),
          Optional.of(touched));
    } finally {
      keys.unpersist();
    }
    return List.of(table);
  }

  private Dataset<Row> only(Dataset<Row> rows, Dataset<Row> keys) {
    return rows.as("r").join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_semi");
  }

  /** Checking the quarantine again looks at all of it: what is valid now is on its way out. */
  private Dataset<Row> free(Dataset<Row> changes) {
    return run.attempt().redrives(source.name())
        ? changes
        : Quarantine.outside(run, source, changes, "true");
  }

  /** The values that changes put in force, each until the next change of its key. */
  private Dataset<Row> inForce(Dataset<Row> changes) {
    String same = " OVER (PARTITION BY " + Sql.names(key) + ", " + FROM;
    String next = " OVER (PARTITION BY " + Sql.names(key) + " ORDER BY " + FROM + ")";
    return changes
        .withColumn(FROM, expr(since(source)))
        .withColumn("_order", expr(shape.order("")))
        .withColumn("_rank", expr("row_number()" + same + " ORDER BY _order DESC)"))
        .where("_rank = 1")
        .withColumn(TO, expr("lead(" + FROM + ")" + next))
        .where("NOT " + SilverRows.DELETE)
        // Only the first change may have no sequence, so that each next one has.
        .withColumn("is_current", col(TO).isNull());
  }

  private void write(Dataset<Row> wanted, Dataset<Row> present, Optional<KeyFilter> touched) {
    table.fork();
    Dataset<Row> changes = changes(wanted, present).persist(Kept.LEVEL);
    try {
      Row counts =
          changes.selectExpr("count_if(_kind <> 'gone')", "count_if(_kind = 'gone')").first();
      long changed = counts.getLong(0);
      long gone = counts.getLong(1);
      result = TableResult.changed(table.name().toString(), changed, gone);
      if (changed + gone == 0) {
        table.touch(Map.of());
      } else {
        merge(changes, touched.orElseGet(() -> KeyFilter.of(changes, key)).condition("t"));
      }
    } finally {
      changes.unpersist();
    }
  }

  /** What tells the rows that are to be there from those that are. */
  private Dataset<Row> changes(Dataset<Row> wanted, Dataset<Row> present) {
    List<String> select = new ArrayList<>();
    for (String column : shape.historyColumns()) {
      String name = Sql.name(column);
      if (column.equals(BronzeColumns.BATCH)) {
        select.add(run.batch() + "L AS _batch");
      } else if (key.contains(column) || column.equals(FROM)) {
        select.add("if(w._batch IS NULL, p." + name + ", w." + name + ") AS " + name);
      } else {
        select.add("w." + name);
      }
    }
    select.add(
        "CASE WHEN w._batch IS NULL THEN 'gone' WHEN p._batch IS NULL THEN 'new' ELSE 'other' END AS "
            + KIND);
    // A row that is computed again and comes out the same keeps its batch.
    String unchanged =
        shape.order("w")
            + " = "
            + shape.order("p")
            + " AND w.valid_to <=> p.valid_to AND w._batch < "
            + run.batch();
    return wanted
        .as("w")
        .join(present.as("p"), expr(place("w", "p")), "full_outer")
        .where("w._batch IS NULL OR p._batch IS NULL OR NOT (" + unchanged + ")")
        .selectExpr(select.toArray(String[]::new));
  }

  private String place(String left, String right) {
    return Sql.same(left, right, key, "=") + " AND " + Sql.same(left, right, List.of(FROM), "<=>");
  }

  private void merge(Dataset<Row> changes, String near) {
    changes.createOrReplaceTempView(CHANGES);
    List<String> columns = shape.historyColumns();
    table.write(
        Map.of(),
        () ->
            run.spark()
                .sql(
                    "MERGE INTO "
                        + table.branch()
                        + " t USING "
                        + CHANGES
                        + " s ON "
                        + place("t", "s")
                        + " AND "
                        + near
                        + " WHEN MATCHED AND s._kind = 'gone' THEN DELETE"
                        + " WHEN MATCHED THEN UPDATE SET "
                        + table.updates(columns)
                        + " WHEN NOT MATCHED AND s._kind <> 'gone' THEN INSERT "
                        + table.insert(columns)));
  }
}
