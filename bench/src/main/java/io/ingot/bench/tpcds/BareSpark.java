package io.ingot.bench.tpcds;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.Column;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What Spark alone takes to parse the text of a source and to write it as one Parquet table. */
final class BareSpark {
  private static final String END = "_end";

  private BareSpark() {}

  /**
   * Seconds of a source.
   *
   * @param text the folder of its text
   * @param work where the table is written, and deleted again
   */
  static double seconds(SparkSession spark, SourceDefinition source, Path text, Path work) {
    StructType columns = new StructType();
    for (Column column : source.readSpec().columns()) {
      columns = columns.add(column.name(), DataType.fromDDL(column.sqlType()), true);
    }
    Path table = work.resolve(source.name());
    long start = System.nanoTime();
    // A delimiter at a line's end is one column more for Spark.
    spark
        .read()
        .schema(columns.add(END, DataTypes.StringType, true))
        .option("sep", "|")
        .csv("file:" + text)
        .drop(END)
        .write()
        .option("compression", "zstd")
        .parquet("file:" + table);
    double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1e3;
    FileUtil.fullyDelete(table.toFile());
    return seconds;
  }
}
