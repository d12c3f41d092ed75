package io.ingot.bench.read;

import io.ingot.jobs.files.BatchFile;
import io.ingot.jobs.files.FileColumns;
import io.ingot.jobs.files.Outcome;
import io.ingot.jobs.files.Outcomes;
import io.ingot.jobs.files.RecordTable;
import io.ingot.jobs.files.RowLayout;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Scans of a file that nobody writes: through Ingot's data source, and by Spark's own parsers. */
final class ScanSpeed {
  private final SparkSession spark;
  private final ReadSpec spec;
  private final Path file;
  private final long rows;

  /**
   * Prepares scans.
   *
   * @param rows how many rows the file has
   */
  ScanSpeed(SparkSession spark, ReadSpec spec, Path file, long rows) {
    this.spark = spark;
    this.spec = spec;
    this.file = file;
    this.rows = rows;
  }

  /** Seconds through the data source, with the columns of a bronze table. */
  double ours() throws IOException {
    long start = System.nanoTime();
    Outcomes outcomes = new Outcomes();
    spark.sparkContext().register(outcomes, "outcomes");
    BatchFile read =
        new BatchFile(0, "file:" + file, "read/a", "s3://landing/a", "1", 0, Files.size(file), "");
    scan(RecordTable.rows(spark, new RowLayout(bronze(), spec, 1, 0), List.of(read), outcomes));
    double seconds = Elapsed.since(start);
    Outcome outcome = outcomes.byFile().get(0);
    if (!outcome.isRead() || outcome.rows() != rows || outcome.report().corruptRecords() > 0) {
      throw new IllegalStateException(
          "%s has %d rows, this came of it: %s".formatted(file, rows, outcome));
    }
    return seconds;
  }

  private StructType bronze() {
    StructType columns =
        new StructType()
            .add(FileColumns.BATCH, DataTypes.LongType, false)
            .add(FileColumns.FILE_VERSION, DataTypes.StringType, false)
            .add(FileColumns.SOURCE_FILE, DataTypes.StringType, false)
            .add(FileColumns.ARRIVAL, DataTypes.TimestampType, false)
            .add(FileColumns.POSITION, DataTypes.LongType, false)
            .add(FileColumns.INGESTED_AT, DataTypes.TimestampType, false);
    for (Column column : spec.columns()) {
      columns = columns.add(column.name(), DataType.fromDDL(column.sqlType()), true);
    }
    return columns
        .add(FileColumns.RESCUED, DataTypes.StringType, true)
        .add(FileColumns.CORRUPT, DataTypes.StringType, true)
        .add(FileColumns.CORRUPT_REASON, DataTypes.StringType, true);
  }

  /** Seconds of Spark's own parser, with the declared types. */
  double sparks() {
    long start = System.nanoTime();
    StructType columns = new StructType();
    for (Column column : spec.columns()) {
      columns = columns.add(column.name(), DataType.fromDDL(column.sqlType()), true);
    }
    if (spec.format().type() == Format.Type.json) {
      scan(spark.read().schema(columns).json("file:" + file));
    } else {
      // A delimiter at a line's end is one column more for Spark; without it every row is
      // malformed.
      DataFrameReader csv =
          spark.read().schema(columns.add("_end", DataTypes.StringType, true)).option("sep", "|");
      scan(csv.csv("file:" + file));
    }
    return Elapsed.since(start);
  }

  private static void scan(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }
}
