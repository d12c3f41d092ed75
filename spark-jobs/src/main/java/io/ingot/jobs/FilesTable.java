package io.ingot.jobs;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code <bronze>_files}: one row per file version, and which of them count. */
final class FilesTable {
  private static final StructType COLUMNS =
      new StructType()
          .add("_file_version", DataTypes.StringType, false)
          .add("_source_file", DataTypes.StringType, false)
          .add("batch", DataTypes.LongType, false)
          .add("arrival", DataTypes.TimestampType, false)
          .add("size", DataTypes.LongType, false)
          .add("rows", DataTypes.LongType, true)
          .add("state", DataTypes.StringType, false)
          .add("superseded_by_batch", DataTypes.LongType, true)
          .add("reason", DataTypes.StringType, true);

  private FilesTable() {}

  static TableName name(SourceDefinition source) {
    return source.bronze().side("_files");
  }

  static TableLayout layout() {
    return new TableLayout(COLUMNS, List.of(), TableLayout.COPY_ON_WRITE);
  }

  /**
   * Merges the batch's files into the attempt's branch, and marks those that it supersedes.
   * Repeating it changes nothing.
   *
   * @param results what became of the files that were read, by file version
   */
  static void merge(
      StageRun run, StampedTable table, SourceDefinition source, Map<String, FileResult> results) {
    List<Row> rows = new ArrayList<>();
    for (FileItem file : run.attempt().files(source.name())) {
      rows.add(row(run.batch(), file, results.get(file.file().toString())));
    }
    for (FileItem file : run.attempt().superseded(source.name())) {
      if (run.attempt().files(source.name()).stream()
          .noneMatch(f -> f.file().equals(file.file()))) {
        rows.add(row(run.batch(), file, null));
      }
    }
    Dataset<Row> files = run.spark().createDataFrame(rows, COLUMNS);
    files.createOrReplaceTempView("ingot_files");
    String updates =
        "t.state = CASE WHEN t.state = 'refused' AND s.state = 'superseded' THEN t.state"
            + " ELSE s.state END, t.superseded_by_batch = s.superseded_by_batch, t.reason ="
            + " s.reason";
    table.write(
        Map.of(),
        () ->
            run.spark()
                .sql(
                    "MERGE INTO "
                        + table.branch()
                        + " t USING ingot_files s ON t._source_file = s._source_file AND"
                        + " t._file_version = s._file_version"
                        + " WHEN MATCHED AND s.state = 'superseded' AND s.rows IS NULL"
                        + " THEN UPDATE SET "
                        + updates
                        + " WHEN MATCHED THEN UPDATE SET *"
                        + " WHEN NOT MATCHED THEN INSERT *"));
  }

  private static Row row(long batch, FileItem file, FileResult result) {
    boolean superseded = file.state() == FileState.superseded;
    String refused =
        result == null
            ? (file.state() == FileState.refused ? file.reason() : "")
            : result.refused();
    boolean refusedNow = file.state() == FileState.refused || !refused.isEmpty();
    String state = refusedNow ? "refused" : superseded || result == null ? "superseded" : "loaded";
    return RowFactory.create(
        file.file().version(),
        file.file().uri(),
        batch,
        Timestamp.from(file.arrival()),
        file.size(),
        result == null ? null : result.rows(),
        state,
        state.equals("superseded") ? batch : null,
        refusedNow ? refused : file.reason().isEmpty() ? null : file.reason());
  }
}
