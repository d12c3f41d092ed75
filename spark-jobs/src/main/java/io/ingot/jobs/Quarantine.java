package io.ingot.jobs;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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

  private final StageRun run;
  private final SourceDefinition source;
  private final StampedTable table;

  private Quarantine(StageRun run, SourceDefinition source, StampedTable table) {
    this.run = run;
    this.source = source;
    this.table = table;
  }

  static Quarantine ensure(StageRun run, SourceDefinition source) {
    TableLayout layout = new TableLayout(COLUMNS, List.of(), TableLayout.MERGE_ON_READ);
    return new Quarantine(
        run, source, layout.ensure(run, source.silver().table().side("_quarantine")));
  }

  List<TableResult> published() {
    return List.of(run.published(table));
  }

  TableResult result(Checks checks) {
    return new TableResult(table.name().toString(), checks.quarantined(), 0, 0, 0, 0);
  }

  /** Prepares the batch's rows; answers the table if it is to be published. */
  List<StampedTable> write(Dataset<Row> rows) {
    if (table.done()) {
      return List.of();
    }
    table.fork();
    if (!FilesTable.superseded(run, source).isEmpty()) {
      table.write(
          Map.of(),
          () ->
              run.spark()
                  .sql(
                      "MERGE INTO "
                          + table.branch()
                          + " t USING ingot_gone s ON t._source_file = s._source_file AND"
                          + " t._file_version = s._file_version WHEN MATCHED THEN DELETE"));
    }
    table.append(
        rows.where(SilverRows.quarantined())
            .selectExpr(
                "_batch",
                "_file_version",
                "_source_file",
                "_arrival",
                "_position",
                "_rules AS rules",
                "array_join(_reasons, '; ') AS reason",
                "_row AS row"),
        Map.of());
    return List.of(table);
  }
}
