package io.ingot.jobs.files;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Goes to the executors, where it opens readers. */
record SplitReaders(
    RowLayout layout,
    RecordTable.Depth depth,
    Outcomes outcomes,
    Broadcast<SerializableConfiguration> configuration)
    implements PartitionReaderFactory {

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new SplitReader(this, ((RecordScan.Task) partition).splits());
  }

  Configuration hadoop() {
    return configuration.value().value();
  }
}
