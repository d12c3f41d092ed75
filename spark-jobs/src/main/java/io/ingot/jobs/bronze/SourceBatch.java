package io.ingot.jobs.bronze;

import static java.util.stream.Collectors.toSet;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A source's part of a batch as bronze has settled it.
 *
 * @param run the stage that works with it
 * @param source the source
 * @param superseded versions of earlier batches that no longer count because of this batch: a part
 *     of those that the manifest names, because a version that could not be read supersedes none
 * @param rowsSuperseded how many rows they have in bronze
 * @param size rows that it has brought to bronze
 * @param notCounting versions of this batch that have rows in bronze and do not count, because
 *     others of their keys do
 * @param rowsNotCounting how many rows they have
 */
public record SourceBatch(
    StageRun run,
    SourceDefinition source,
    List<FileItem> superseded,
    long rowsSuperseded,
    long size,
    List<String> notCounting,
    long rowsNotCounting) {
  public SourceBatch {
    superseded = List.copyOf(superseded);
    notCounting = List.copyOf(notCounting);
  }

  /** Looks what the bronze stage has settled. */
  public static SourceBatch of(StageRun run, SourceDefinition source) {
    List<Record> files =
        FilesTable.rows(run, source, Expressions.equal("batch", run.batch())).toList();
    List<Record> others =
        files.stream()
            .filter(row -> !row.getField("state").equals(FileState.loaded.name()))
            .filter(row -> rows(row) > 0)
            .toList();
    List<Record> settled = superseded(run, source);
    Set<String> versions = settled.stream().map(FilesTable::version).collect(toSet());
    return new SourceBatch(
        run,
        source,
        run.attempt().superseded(source.name()).stream()
            .filter(f -> versions.contains(f.file().toString()))
            .toList(),
        settled.stream().mapToLong(SourceBatch::rows).sum(),
        files.stream().mapToLong(SourceBatch::rows).sum(),
        others.stream().map(FilesTable::version).toList(),
        others.stream().mapToLong(SourceBatch::rows).sum());
  }

  private static List<Record> superseded(StageRun run, SourceDefinition source) {
    if (run.attempt().superseded(source.name()).isEmpty()) {
      return List.of();
    }
    return FilesTable.rows(
            run,
            source,
            Expressions.and(
                Expressions.equal("state", FileState.superseded.name()),
                Expressions.equal("superseded_by_batch", run.batch())))
        .toList();
  }

  private static long rows(Record file) {
    Long rows = (Long) file.getField("rows");
    return rows == null ? 0 : rows;
  }

  /** SQL condition on the columns that say where a row is from: it is of one of some versions. */
  public static String of(List<FileItem> versions) {
    return "%s AND concat(_source_file, '?versionId=', _file_version) IN (%s)"
        .formatted(
            Sql.among(
                BronzeColumns.SOURCE_FILE, versions.stream().map(f -> f.file().uri()).toList()),
            Sql.texts(versions.stream().map(f -> f.file().toString()).toList()));
  }

  /** Bronze rows of the batch, of the versions that count. */
  public Dataset<Row> rows() {
    Dataset<Row> brought = run.table(source.bronze()).where("_batch = " + run.batch());
    return notCounting.isEmpty()
        ? brought
        : brought.where(
            "concat(_source_file, '?versionId=', _file_version) NOT IN ("
                + Sql.texts(notCounting)
                + ")");
  }
}
