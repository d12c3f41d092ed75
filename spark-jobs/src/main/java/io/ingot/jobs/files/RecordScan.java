package io.ingot.jobs.files;

import io.ingot.readers.Format;
import io.ingot.readers.RecordReaders;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Cuts files into Spark's tasks. */
record RecordScan(
    SparkSession spark,
    RowLayout layout,
    List<BatchFile> files,
    Outcomes outcomes,
    RecordTable.Depth depth)
    implements Scan, Batch {

  @Override
  public StructType readSchema() {
    return layout.columns();
  }

  @Override
  public String description() {
    return "records of " + files.size() + " files";
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    SQLConf settings = spark.sessionState().conf();
    Splits splits =
        new Splits(
            settings.filesMaxPartitionBytes(),
            settings.filesOpenCostInBytes(),
            spark.leafNodeDefaultParallelism());
    Configuration hadoop = hadoop();
    return splits.of(files, file -> isSplittable(file, hadoop)).stream()
        .map(Task::new)
        .toArray(InputPartition[]::new);
  }

  /** A file that cannot be looked at is read by one task, which tells why it cannot. */
  private boolean isSplittable(BatchFile file, Configuration hadoop) {
    try {
      return !isHeadOnly(depth, layout)
          && RecordReaders.splittable(layout.spec(), HadoopBytes.of(file, hadoop, true));
    } catch (IOException e) {
      return false;
    }
  }

  /** Only JSON has names in every record. */
  static boolean isHeadOnly(RecordTable.Depth depth, RowLayout layout) {
    return depth == RecordTable.Depth.names && layout.spec().format().type() != Format.Type.json;
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    return new SplitReaders(
        layout, depth, outcomes, context.broadcast(new SerializableConfiguration(hadoop())));
  }

  private Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }

  /** What one task reads. */
  record Task(List<Split> splits) implements InputPartition {}
}
