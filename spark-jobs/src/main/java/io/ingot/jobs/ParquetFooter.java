package io.ingot.jobs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructType;

/** The columns of a Parquet file, from its footer. */
final class ParquetFooter {
  private ParquetFooter() {}

  /** The head with its columns; refused if Spark cannot tell them apart or does not know a type. */
  static FileHead read(Path path, FileHead head, Configuration hadoop) throws IOException {
    StructType columns;
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
      columns = columns(reader.getFooter().getFileMetaData().getSchema());
    }
    List<String> names = Arrays.asList(columns.fieldNames());
    Set<String> seen = new TreeSet<>();
    for (String name : names) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        return head.refused("two of its columns differ only in case (" + name + ")");
      }
    }
    return head.with(names, 0, columns.json());
  }

  private static StructType columns(MessageType schema) {
    boolean binaryAsString = false;
    boolean int96AsTimestamp = true;
    boolean caseSensitive = false;
    boolean inferNtz = true;
    boolean nanosAsLong = false;
    return new ParquetToSparkSchemaConverter(
            binaryAsString, int96AsTimestamp, caseSensitive, inferNtz, nanosAsLong)
        .convert(schema);
  }
}
