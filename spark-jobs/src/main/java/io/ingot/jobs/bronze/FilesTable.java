package io.ingot.jobs.bronze;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.plan.Settlement;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.DriverRows;
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code <bronze>_files}: one row per file version, and which of them count. */
public final class FilesTable {
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

  /** What tells one loading of a version from another. */
  private static final List<String> VERSION =
      List.of(BronzeColumns.SOURCE_FILE, BronzeColumns.FILE_VERSION, BronzeColumns.BATCH);

  private FilesTable() {}

  /** One row per version of a file. */
  public static TableLayout layout() {
    return new TableLayout(COLUMNS, List.of(), TableLayout.COPY_ON_WRITE);
  }

  /**
   * Puts the batch's files on the attempt's branch, marks those that it supersedes, and corrects
   * the counts of those that were read again. Repeating it changes nothing.
   *
   * @param results what became of the files that were read, by file version
   */
  static void merge(
      StageRun run, StampedTable table, SourceDefinition source, Map<String, FileResult> results) {
    Map<String, String> refused =
        results.values().stream().collect(toMap(FileResult::file, FileResult::refused));
    Settlement settlement =
        Settlement.of(run.attempt().manifest(), run.attempt().definition(), refused);
    Set<String> uris = new HashSet<>();
    run.attempt().rebuild().files().forEach(f -> uris.add(f.file().uri()));
    settlement.files().forEach(f -> uris.add(f.file().uri()));
    settlement.supersedes().forEach(f -> uris.add(f.file().uri()));
    Expression near = DriverRows.among(BronzeColumns.SOURCE_FILE, uris);
    Map<String, Record> have = new HashMap<>();
    DriverRows.where(table.iceberg(), near).forEach(row -> have.put(version(row), row));
    Map<String, Record> rows = new LinkedHashMap<>();
    have.forEach(
        (version, row) -> {
          FileResult again = results.get(version);
          if (again != null
              && row.getField("state").equals(FileState.loaded.name())
              && !row.getField("rows").equals(again.rows())) {
            rows.put(version, row.copy(Map.of("rows", again.rows())));
          }
        });
    for (FileItem file : settlement.supersedes()) {
      if (file.source().equals(source.name())) {
        Record row = have.get(file.file().toString());
        rows.put(
            file.file().toString(),
            row == null ? row(run, table, file, null) : superseded(run, row, file));
      }
    }
    for (FileItem file : settlement.files()) {
      if (file.source().equals(source.name())) {
        FileResult result = results.get(file.file().toString());
        rows.put(
            file.file().toString(),
            row(run, table, file, result == null ? 0L : (Long) result.rows()));
      }
    }
    DriverRows.put(table, near, FilesTable::version, rows);
  }

  /** Rows of files that were read again, each with the batch that has loaded its version. */
  static Dataset<Row> withBatches(StageRun run, SourceDefinition source, Dataset<Row> rows) {
    Dataset<Row> files =
        run.table(source.filesTable())
            .where("state = 'loaded'")
            .selectExpr("_source_file AS f", "_file_version AS v", "batch AS b");
    return rows.join(broadcast(files), expr("_source_file = f AND _file_version = v"), "left")
        .withColumn(BronzeColumns.BATCH, expr("coalesce(b, _batch)"))
        .select(Stream.of(rows.columns()).map(c -> col(Sql.name(c))).toArray(Column[]::new));
  }

  /**
   * Bronze rows of the versions that count. A version that was loaded again counts with its last
   * batch only.
   */
  public static Dataset<Row> counting(StageRun run, SourceDefinition source) {
    return counting(run, source, run.table(source.bronze()), "true");
  }

  /**
   * Of rows of bronze, those of the versions that count.
   *
   * @param rows with the columns that say where they are from
   * @param near SQL condition on {@code _batch} that all of them fulfil
   */
  public static Dataset<Row> counting(
      StageRun run, SourceDefinition source, Dataset<Row> rows, String near) {
    Dataset<Row> files =
        run.table(source.filesTable())
            .where("state = 'loaded'")
            .selectExpr("_source_file", "_file_version", "batch AS _batch")
            .where(near);
    return rows.as("b").join(files.as("f"), expr(Sql.same("b", "f", VERSION, "=")), "left_semi");
  }

  /** Which of some objects have rows that count up to now. */
  static Set<String> haveRows(StageRun run, SourceDefinition source, Set<String> uris) {
    return rows(
            run,
            source,
            Expressions.and(
                Expressions.equal("state", FileState.loaded.name()),
                Expressions.greaterThan("rows", 0L),
                DriverRows.among(BronzeColumns.SOURCE_FILE, uris)))
        .map(row -> (String) row.getField(BronzeColumns.SOURCE_FILE))
        .collect(toSet());
  }

  /** Rows of the table, few enough for memory. */
  static Stream<Record> rows(StageRun run, SourceDefinition source, Expression which) {
    Table table = StampedTable.open(run, source.filesTable()).iceberg();
    return DriverRows.where(table, which).stream();
  }

  /** The file version, as text. */
  static String version(Record row) {
    return row.getField(BronzeColumns.SOURCE_FILE)
        + "?versionId="
        + row.getField(BronzeColumns.FILE_VERSION);
  }

  /** Of a version that was refused, nothing further becomes. */
  private static Record superseded(StageRun run, Record row, FileItem file) {
    boolean refused = row.getField("state").equals(FileState.refused.name());
    Record changed = row.copy();
    changed.setField("state", refused ? FileState.refused.name() : file.state().name());
    changed.setField("superseded_by_batch", by(run, file));
    changed.setField("reason", reason(file));
    return changed;
  }

  /** A row; those of earlier batches have no count of rows, because they keep theirs. */
  private static Record row(StageRun run, StampedTable table, FileItem file, Long rows) {
    Record row = GenericRecord.create(table.iceberg().schema());
    row.setField(BronzeColumns.FILE_VERSION, file.file().version());
    row.setField(BronzeColumns.SOURCE_FILE, file.file().uri());
    row.setField("batch", run.batch());
    row.setField("arrival", file.arrival().atOffset(ZoneOffset.UTC));
    row.setField("size", file.size());
    row.setField("rows", rows);
    row.setField("state", file.state().name());
    row.setField("superseded_by_batch", by(run, file));
    row.setField("reason", reason(file));
    return row;
  }

  private static Long by(StageRun run, FileItem file) {
    return file.state() == FileState.superseded ? (Long) run.batch() : null;
  }

  private static String reason(FileItem file) {
    return file.reason().isEmpty() ? null : file.reason();
  }
}
