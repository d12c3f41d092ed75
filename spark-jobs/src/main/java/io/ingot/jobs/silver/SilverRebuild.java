package io.ingot.jobs.silver;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.bronze.FilesTable;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Silver, quarantine, tombstones and history of a source, computed from all rows of bronze that
 * count by today's definition, in place of whatever they were. A function of bronze alone, so that
 * a table that an earlier attempt has published fits those that the next one prepares. Rows keep
 * the batch that brought them.
 */
public final class SilverRebuild {
  private final StageRun run;
  private final SourceDefinition source;
  private final SilverRows shape;
  private final List<StampedTable> publish = new ArrayList<>();
  private final List<TableResult> results = new ArrayList<>();

  SilverRebuild(StageRun run, SourceDefinition source) {
    this.run = run;
    this.source = source;
    this.shape = new SilverRows(source, run.careful());
  }

  /** Whether an attempt has published a table of the batch by other definitions than this one. */
  public static boolean redefined(StageRun run, SourceDefinition source) {
    TableName silver = source.silver().table();
    return Stream.of(
            source.bronze(),
            source.filesTable(),
            source.silver().quarantine(),
            source.silver().tombstones(),
            source.silver().historyTable(),
            silver)
        .filter(name -> run.exists(name))
        .anyMatch(name -> StampedTable.open(run, name).redefined());
  }

  Prepared prepare() {
    if (!run.exists(source.bronze())) {
      return Prepared.NOTHING;
    }
    Dataset<Row> rows = shape.of(FilesTable.counting(run, source)).persist(Kept.LEVEL);
    try {
      prepare(rows, Checks.of(run, source, rows, false));
    } finally {
      rows.unpersist();
    }
    return Prepared.of(publish, results);
  }

  private void prepare(Dataset<Row> rows, Checks checks) {
    Dataset<Row> valid = rows.where(SilverRows.valid());
    boolean keyed = !source.silver().key().isEmpty();
    Dataset<Row> newest = keyed ? shape.winners(valid) : valid;
    Dataset<Row> deletions = newest.where(SilverRows.DELETE);
    add(Quarantine.replaced(run, source, rows.where(SilverRows.quarantined())));
    if (keyed && (source.silver().operation().present() || exists(tombstones()))) {
      TableLayout layout = shape.layout(rows, shape.tombstoneColumns(), List.of());
      add(replaced(layout, tombstones(), deletions));
    }
    if (source.silver().history()) {
      add(SilverHistory.replaced(run, source, valid));
    }
    StampedTable silver =
        replaced(
            shape.layout(rows), source.silver().table(), newest.where("NOT " + SilverRows.DELETE));
    add(silver);
    if (!silver.done()) {
      long effective = keyed ? newest.count() : silver.rows();
      long rest = checks.parsed() - checks.quarantined() - effective;
      results.set(
          results.size() - 1,
          new TableResult(
              silver.name().toString(),
              silver.rows(),
              0,
              checks.quarantined(),
              checks.corrupt(),
              checks.warned(),
              effective,
              rest,
              checks.rules(),
              List.of(),
              checks.unlisted()));
    }
  }

  private TableName tombstones() {
    return source.silver().tombstones();
  }

  private boolean exists(TableName name) {
    return run.exists(name);
  }

  private StampedTable replaced(TableLayout layout, TableName name, Dataset<Row> rows) {
    StampedTable table = layout.replaced(run, name, Evolution.silver(source));
    if (!table.done()) {
      String key = SilverKey.of(source).ids(table.iceberg().schema());
      table.overwrite(rows, Map.of(StampedTable.KEY, key));
    }
    return table;
  }

  private void add(StampedTable table) {
    if (table.done()) {
      results.add(table.published());
    } else {
      results.add(TableResult.changed(table.name().toString(), table.rows(), 0));
      publish.add(table);
    }
  }
}
