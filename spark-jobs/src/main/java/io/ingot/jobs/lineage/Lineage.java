package io.ingot.jobs.lineage;

import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.run.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * Follows rows of a pipeline's silver and gold tables back to batches, files and places in them.
 * Only reads.
 */
public final class Lineage {
  private final SparkSession spark;
  private final String catalog;
  private final PipelineDefinition pipeline;

  /**
   * The lineage of one pipeline's tables.
   *
   * @param spark a session whose settings name the Iceberg catalog
   * @param catalog the catalog
   */
  public Lineage(SparkSession spark, String catalog, PipelineDefinition pipeline) {
    this.spark = spark;
    this.catalog = catalog;
    this.pipeline = pipeline;
  }

  /** The silver and gold tables of the pipeline that have a name, with or without database. */
  public List<TableName> named(String table) {
    return names().filter(name -> named(name, table)).toList();
  }

  /** Whether a table has been made. */
  public boolean exists(TableName table) {
    return spark.catalog().tableExists(sqlName(table));
  }

  /**
   * Explains rows.
   *
   * @param table the table, with or without its database
   * @param predicate SQL condition over its columns
   * @param limit most rows to explain
   * @throws RefusedException if there is no such table yet, or the condition cannot be evaluated
   */
  public Explanation explain(String table, String predicate, int limit) {
    try {
      Optional<SilverLineage> silver = silver(table);
      if (silver.isPresent()) {
        return silver.orElseThrow().explain(predicate, limit);
      }
      MartDefinition mart =
          mart(table)
              .orElseThrow(
                  () ->
                      new RefusedException(
                          "Cannot explain table "
                              + table
                              + ": it is no silver or gold table of pipeline "
                              + pipeline.name()
                              + " ("
                              + tables()
                              + "). Name one of these."));
      return new GoldLineage(this, mart).explain(predicate, limit);
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new RefusedException(
            "Cannot explain rows of "
                + table
                + " where "
                + predicate
                + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                + ". Write a SQL condition over the table's columns.",
            e);
      }
      throw e;
    }
  }

  /** The silver and gold tables, for people. */
  public String tables() {
    return names().map(TableName::toString).collect(Collectors.joining(", "));
  }

  private Stream<TableName> names() {
    return Stream.of(
            pipeline.sources().stream().map(s -> s.silver().table()),
            histories().map(s -> s.silver().historyTable()),
            pipeline.marts().stream().map(MartDefinition::table))
        .flatMap(tables -> tables);
  }

  private Optional<SilverLineage> silver(String table) {
    return Stream.concat(
            pipeline.sources().stream()
                .filter(s -> named(s.silver().table(), table))
                .map(s -> SilverLineage.silver(this, s)),
            histories()
                .filter(s -> named(s.silver().historyTable(), table))
                .map(s -> SilverLineage.history(this, s)))
        .findFirst();
  }

  private Stream<SourceDefinition> histories() {
    return pipeline.sources().stream().filter(s -> s.silver().history());
  }

  private Optional<MartDefinition> mart(String table) {
    return pipeline.marts().stream().filter(m -> named(m.table(), table)).findFirst();
  }

  private static boolean named(TableName name, String text) {
    String asked = text.toLowerCase(Locale.ROOT);
    return name.toString().equals(asked) || name.table().equals(asked);
  }

  SparkSession spark() {
    return spark;
  }

  PipelineDefinition pipeline() {
    return pipeline;
  }

  String sqlName(TableName table) {
    return Sql.name(catalog) + "." + Sql.name(table.database()) + "." + Sql.name(table.table());
  }

  Dataset<Row> rows(TableName table) {
    return spark.table(sqlName(table));
  }

  /** The newest batch in a table; 0 if it has none. */
  long batch(TableName name) {
    Table table;
    try {
      table = Spark3Util.loadIcebergTable(spark, sqlName(name));
    } catch (NoSuchTableException | ParseException e) {
      throw new RefusedException(
          "Cannot explain table " + name + ": it does not exist yet. Load a file first.", e);
    }
    Snapshot current = table.currentSnapshot();
    Iterable<Snapshot> history =
        current == null
            ? List.of()
            : SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot);
    for (Snapshot snapshot : history) {
      Optional<Stamp> stamp = Stamp.in(snapshot.summary());
      if (stamp.isPresent()) {
        return stamp.orElseThrow().batch();
      }
    }
    return 0;
  }

  /** Bronze rows' places with the row's number in its file, for files of some URIs. */
  Dataset<Row> numbered(SourceDefinition source, List<String> files) {
    String uris = files.stream().map(Sql::text).collect(Collectors.joining(", "));
    return rows(source.bronze())
        .where(files.isEmpty() ? "false" : "_source_file IN (" + uris + ")")
        .selectExpr(
            "_batch",
            "_source_file",
            "_file_version",
            "_position",
            "row_number() OVER (PARTITION BY _batch, _source_file, _file_version"
                + " ORDER BY _position) AS _number");
  }
}
