package io.ingot.jobs.files;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/**
 * The records of a batch's files of one source, with the columns of its bronze table. Reading it
 * tells {@link Outcomes} what came of each file; a file that cannot be read does not stop it, and
 * gives no further rows.
 */
public final class RecordTable implements Table, SupportsRead {
  private final SparkSession spark;
  private final RowLayout layout;
  private final List<BatchFile> files;
  private final Outcomes outcomes;
  private final Depth depth;

  private RecordTable(
      SparkSession spark, RowLayout layout, List<BatchFile> files, Outcomes outcomes, Depth depth) {
    this.spark = spark;
    this.layout = layout;
    this.files = List.copyOf(files);
    this.outcomes = outcomes;
    this.depth = depth;
  }

  /**
   * The files' records.
   *
   * @param outcomes registered with Spark; complete when all rows have been read
   */
  public static Dataset<Row> rows(
      SparkSession spark, RowLayout layout, List<BatchFile> files, Outcomes outcomes) {
    return rows(new RecordTable(spark, layout, files, outcomes, Depth.records));
  }

  /**
   * The names that each file has and nobody declared, by the file's number; none of files that
   * cannot be read. JSON is read to its end for it, other files only have their heads read.
   */
  public static SortedMap<Integer, Set<String>> names(
      SparkSession spark, RowLayout layout, List<BatchFile> files) {
    Outcomes outcomes = new Outcomes();
    spark.sparkContext().register(outcomes, "names in files");
    rows(new RecordTable(spark, layout, files, outcomes, Depth.names))
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
    SortedMap<Integer, Set<String>> names = new TreeMap<>();
    outcomes
        .byFile()
        .forEach((number, outcome) -> names.put(number, outcome.report().undeclared().keySet()));
    return names;
  }

  private static Dataset<Row> rows(RecordTable table) {
    RecordStrategy.in(table.spark);
    return Dataset.ofRows(
        table.spark,
        DataSourceV2Relation.create(
            table, Option.empty(), Option.empty(), CaseInsensitiveStringMap.empty()));
  }

  /** How much of a file is read. */
  enum Depth {
    /** All, as rows. */
    records,
    /** What it takes to know its columns' names; gives no rows. */
    names
  }

  @Override
  public String name() {
    return "records of %d files below %s".formatted(files.size(), layout.spec().landing());
  }

  @Override
  @SuppressWarnings("deprecation") // Spark 3.5 has no other method that must be implemented.
  public StructType schema() {
    return layout.columns();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return () -> new RecordScan(spark, layout, files, outcomes, depth);
  }
}
