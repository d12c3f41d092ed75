package io.ingot.jobs.silver;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.jobs.bronze.SourceBatch;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Keys of silver rows that a batch may change. */
final class TouchedKeys {
  private TouchedKeys() {}

  /**
   * Keys to which versions that no longer count have contributed, each once. Taken from bronze, not
   * from the tables: a crash between the publishes may have taken what they had of these versions
   * away already.
   *
   * @param superseded the versions; at least one
   */
  static Dataset<Row> gone(
      StageRun run, SourceDefinition source, SilverRows shape, List<FileItem> superseded) {
    Dataset<Row> gone = run.table(source.bronze()).where(SourceBatch.of(superseded));
    return of(source, shape.of(gone).where("_corrupt IS NULL"));
  }

  /** Keys of the batch's rows and of those that no longer count, each once. */
  static Dataset<Row> all(
      StageRun run,
      SourceDefinition source,
      SilverRows shape,
      Dataset<Row> rows,
      List<FileItem> superseded) {
    Dataset<Row> keys = of(source, rows);
    return superseded.isEmpty()
        ? keys
        : keys.union(gone(run, source, shape, superseded)).distinct();
  }

  private static Dataset<Row> of(SourceDefinition source, Dataset<Row> rows) {
    List<String> key = source.silver().key();
    String present =
        key.stream().map(k -> Sql.name(k) + " IS NOT NULL").collect(Collectors.joining(" AND "));
    return rows.where(present)
        .selectExpr(key.stream().map(Sql::name).toArray(String[]::new))
        .distinct();
  }
}
