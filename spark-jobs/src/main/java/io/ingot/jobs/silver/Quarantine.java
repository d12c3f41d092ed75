package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.bronze.SourceBatch;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code <silver>_quarantine}: rows that broke a rule, with the reason and where they came from.
 */
final class Quarantine {
  private static final StructType COLUMNS =
      new StructType()
          .add(BronzeColumns.BATCH, DataTypes.LongType, false)
          .add(BronzeColumns.FILE_VERSION, DataTypes.StringType, false)
          .add(BronzeColumns.SOURCE_FILE, DataTypes.StringType, false)
          .add(BronzeColumns.ARRIVAL, DataTypes.TimestampType, false)
          .add(BronzeColumns.POSITION, DataTypes.LongType, false)
          .add("rules", DataTypes.createArrayType(DataTypes.StringType), true)
          .add("reason", DataTypes.StringType, true)
          .add("row", DataTypes.StringType, true);

  private static final TableLayout LAYOUT =
      new TableLayout(COLUMNS, List.of(), TableLayout.MERGE_ON_READ);

  /** What tells a row of bronze from all others. */
  private static final List<String> PLACE =
      List.of(
          BronzeColumns.BATCH,
          BronzeColumns.SOURCE_FILE,
          BronzeColumns.FILE_VERSION,
          BronzeColumns.POSITION);

  /** What the rules say of a row. */
  private static final List<String> JUDGEMENT = List.of("rules", "reason", "row");

  private static final String OTHER = "NOT (" + Sql.same("t", "s", JUDGEMENT, "<=>") + ")";

  private final StageRun run;
  private final SourceDefinition source;
  private final StampedTable table;
  private long late;

  private Quarantine(StageRun run, SourceDefinition source, StampedTable table) {
    this.run = run;
    this.source = source;
    this.table = table;
  }

  static Quarantine ensure(StageRun run, SourceDefinition source) {
    return new Quarantine(run, source, LAYOUT.ensure(run, source.silver().quarantine()));
  }

  List<TableResult> published() {
    return List.of(table.published());
  }

  /**
   * What became of its rows, those of earlier batches that today's rules took out of silver too.
   */
  TableResult result(Checks checks) {
    TableResult result =
        TableResult.changed(table.name().toString(), checks.quarantined() + late, 0);
    return table.done() ? result.telling(table.published().foreign()) : result;
  }

  /**
   * The rows that are in quarantine, as they are judged now.
   *
   * @param judged all bronze rows that count, computed and checked
   */
  Dataset<Row> rows(Dataset<Row> judged) {
    Dataset<Row> quarantined = run.spark().table(table.main());
    List<String> where = List.of(BronzeColumns.BATCH, BronzeColumns.SOURCE_FILE);
    return judged
        .where(KeyFilter.of(quarantined, where).condition(""))
        .as("r")
        .join(quarantined.as("q"), expr(Sql.same("r", "q", PLACE, "=")), "left_semi");
  }

  /**
   * Rows of bronze without those that are in a source's quarantine.
   *
   * @param near SQL condition on {@code _batch} that all of them fulfil
   */
  static Dataset<Row> outside(
      StageRun run, SourceDefinition source, Dataset<Row> rows, String near) {
    if (!StampedTable.open(run, source.silver().quarantine()).hasRows()) {
      return rows;
    }
    Dataset<Row> quarantined = run.table(source.silver().quarantine()).where(near);
    return rows.as("r")
        .join(quarantined.as("q"), expr(Sql.same("r", "q", PLACE, "=")), "left_anti");
  }

  /** Prepares the quarantine without the rows that are valid now, and with the others' reasons. */
  Prepared release(Dataset<Row> judged) {
    if (table.done()) {
      return Prepared.of(List.of(), published());
    }
    Dataset<Row> now = judged.select(columns());
    now.createOrReplaceTempView("ingot_judged");
    Row counts =
        now.as("s")
            .join(run.spark().table(table.main()).as("t"), expr(Sql.same("t", "s", PLACE, "=")))
            .selectExpr(
                "count_if(size(s.rules) = 0)", "count_if(size(s.rules) > 0 AND " + OTHER + ")")
            .first();
    long released = counts.getLong(0);
    long changed = counts.getLong(1);
    TableResult result = TableResult.changed(table.name().toString(), changed, released);
    if (released + changed == 0) {
      return Prepared.of(List.of(), List.of(result));
    }
    table.fork();
    table.write(
        Map.of(),
        () ->
            run.spark()
                .sql(
                    "MERGE INTO "
                        + table.branch()
                        + " t USING ingot_judged s ON "
                        + Sql.same("t", "s", PLACE, "=")
                        + " WHEN MATCHED AND size(s.rules) = 0 THEN DELETE WHEN MATCHED AND "
                        + OTHER
                        + " THEN UPDATE SET "
                        + table.updates(JUDGEMENT)));
    return Prepared.of(List.of(table), List.of(result));
  }

  /**
   * Prepares the batch's rows, and those of keys that are computed again.
   *
   * @param quarantined how many of the rows break a rule
   * @param superseded the versions that no longer count
   * @return the table if it is to be published
   */
  List<StampedTable> write(
      Dataset<Row> rows,
      long quarantined,
      Optional<Recomputed> recomputed,
      List<FileItem> superseded) {
    if (table.done()) {
      return List.of();
    }
    table.fork();
    if (!superseded.isEmpty() && table.hasRows()) {
      String gone = SourceBatch.of(superseded);
      table.write(
          Map.of(), () -> run.spark().sql("DELETE FROM " + table.branch() + " WHERE " + gone));
    }
    Dataset<Row> broken = rows.where(SilverRows.quarantined()).select(columns());
    if (recomputed.isPresent() && recomputed.get().mayBreak()) {
      Dataset<Row> others = recomputed.get().broken(run, source).select(columns());
      late = others.count();
      broken = broken.union(others);
    }
    if (quarantined + late > 0) {
      table.append(broken, Map.of());
    } else {
      table.touch(Map.of());
    }
    return List.of(table);
  }

  /** The table, with rows that break a rule in place of all that it has; done if it has them. */
  static StampedTable replaced(StageRun run, SourceDefinition source, Dataset<Row> broken) {
    StampedTable table = LAYOUT.replaced(run, source.silver().quarantine(), Evolution.ADDITIVE);
    if (!table.done()) {
      table.overwrite(broken.select(columns()), Map.of());
    }
    return table;
  }

  private static Column[] columns() {
    return Stream.concat(
            SilverRows.ORIGIN.stream(),
            Stream.of(
                SilverRows.RULES + " AS rules",
                "array_join(" + SilverRows.REASONS + ", '; ') AS reason",
                SilverRows.JSON + " AS row"))
        .map(functions::expr)
        .toArray(Column[]::new);
  }
}
