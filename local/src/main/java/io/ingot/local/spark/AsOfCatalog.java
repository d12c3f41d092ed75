package io.ingot.local.spark;

import io.ingot.core.failure.RefusedException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.iceberg.spark.source.SparkTable;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Shows every table as it was at a former state, given by setting {@link #SETTING}. Tables of whose
 * rows a query itself names a version or a time, and metadata tables, are shown as they are.
 */
public final class AsOfCatalog extends SparkCatalog {
  static final String SETTING = "as-of";

  private static final String PIPELINE = "ingot.pipeline";

  private final Map<String, String> pipelines = new TreeMap<>();

  /**
   * {@inheritDoc}
   *
   * @throws RefusedException if the table is newer, or is of another pipeline than a former one and
   *     a batch is asked for
   */
  @Override
  public Table loadTable(Identifier table) throws NoSuchTableException {
    Table now = super.loadTable(table);
    if (!(now instanceof SparkTable spark)
        || spark.snapshotId() != null
        || !(spark.table() instanceof BaseTable iceberg)) {
      return now;
    }
    AsOf asOf = AsOf.of(SQLConf.get().getConfString("spark.sql.catalog." + name() + "." + SETTING));
    if (asOf instanceof AsOf.Batch && iceberg.currentSnapshot() != null) {
      String pipeline = iceberg.currentSnapshot().summary().get(PIPELINE);
      if (pipeline != null
          && pipelines.put(pipeline, table.toString()) == null
          && pipelines.size() > 1) {
        throw new RefusedException(
            "Cannot ask tables of several pipelines as of %s: each counts its own batches (%s). Name a time with --as-of instead."
                .formatted(asOf.text(), pipelines));
      }
    }
    long snapshot =
        asOf.snapshot(iceberg)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Cannot ask table %s as of %s: it had no rows yet. Name a later state, or see ./ingot status for the batches."
                            .formatted(table, asOf.text())));
    return spark.copyWithSnapshotId(snapshot);
  }
}
