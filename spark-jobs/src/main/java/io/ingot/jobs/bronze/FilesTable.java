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
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
   * Merges the batch's files into the attempt's branch, and marks those that it supersedes.
   * Repeating it changes nothing.
   *
   * @param results what became of the files that were read, by file version
   */
  static void merge(
      StageRun run, StampedTable table, SourceDefinition source, Map<String, FileResult> results) {
    List<Row> rows = new ArrayList<>();
    Map<String, String> refused =
        results.values().stream().collect(toMap(FileResult::file, FileResult::refused));
    Settlement settlement =
        Settlement.of(run.attempt().manifest(), run.attempt().definition(), refused);
    for (FileItem file : settlement.files()) {
      if (file.source().equals(source.name())) {
        FileResult result = results.get(file.file().toString());
        rows.add(row(run.batch(), file, result == null ? 0L : result.rows()));
      }
    }
    for (FileItem file : settlement.supersedes()) {
      if (file.source().equals(source.name())) {
        rows.add(row(run.batch(), file, null));
      }
    }
    Dataset<Row> files = run.spark().createDataFrame(rows, COLUMNS);
    files.createOrReplaceTempView("ingot_files");
    String near =
        rows.isEmpty()
            ? ""
            : " AND "
                + Sql.among("t._source_file", rows.stream().map(r -> r.getString(1)).toList());
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
                        + near
                        + " WHEN MATCHED AND s.state = 'superseded' AND s.rows IS NULL"
                        + " THEN UPDATE SET "
                        + updates
                        + " WHEN MATCHED THEN UPDATE SET *"
                        + " WHEN NOT MATCHED THEN INSERT *"));
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

  /** The rows that versions have which were read again. */
  static void recount(StageRun run, StampedTable table, List<FileResult> results) {
    run.spark()
        .createDataFrame(
            results.stream().map(r -> RowFactory.create(r.file(), r.rows())).toList(),
            new StructType().add("file", DataTypes.StringType).add("rows", DataTypes.LongType))
        .createOrReplaceTempView("ingot_files");
    table.write(
        Map.of(),
        () ->
            run.spark()
                .sql(
                    "MERGE INTO "
                        + table.branch()
                        + " t USING ingot_files s ON concat(t._source_file, '?versionId=',"
                        + " t._file_version) = s.file AND t.state = 'loaded' AND t.rows <> s.rows"
                        + " WHEN MATCHED THEN UPDATE SET t.rows = s.rows"));
  }

  /**
   * Versions that no longer count because of this batch, as bronze has settled it.
   *
   * @return a part of those that the manifest names: a version that could not be read supersedes
   *     none
   */
  public static List<FileItem> superseded(StageRun run, SourceDefinition source) {
    List<FileItem> named = run.attempt().superseded(source.name());
    if (named.isEmpty()) {
      return named;
    }
    Set<String> settled =
        run
            .table(source.filesTable())
            .where("state = 'superseded' AND superseded_by_batch = " + run.batch())
            .selectExpr("concat(_source_file, '?versionId=', _file_version)")
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .collect(toSet());
    return named.stream().filter(f -> settled.contains(f.file().toString())).toList();
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
    if (uris.isEmpty()) {
      return Set.of();
    }
    return run
        .table(source.filesTable())
        .where("state = 'loaded' AND rows > 0")
        .where(Sql.among(BronzeColumns.SOURCE_FILE, List.copyOf(uris)))
        .select("_source_file")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .collect(toSet());
  }

  /** Rows of the batch whose file versions do not count, because others of their keys do. */
  public static long notCounting(StageRun run, SourceDefinition source) {
    return run.table(source.filesTable())
        .where("batch = " + run.batch() + " AND state <> 'loaded'")
        .selectExpr("coalesce(sum(rows), 0L)")
        .as(Encoders.LONG())
        .first();
  }

  /** A row; those of earlier batches have no count of rows, because they keep theirs. */
  private static Row row(long batch, FileItem file, Long rows) {
    return RowFactory.create(
        file.file().version(),
        file.file().uri(),
        batch,
        Timestamp.from(file.arrival()),
        file.size(),
        rows,
        file.state().name(),
        file.state() == FileState.superseded ? batch : null,
        file.reason().isEmpty() ? null : file.reason());
  }
}
