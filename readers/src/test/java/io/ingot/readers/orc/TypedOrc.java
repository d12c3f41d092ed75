package io.ingot.readers.orc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.readers.TypedRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;

/** Rows of every type in ORC files. */
public final class TypedOrc {
  private static final TypeDescription SCHEMA =
      TypeDescription.fromString(
          "struct<id:int,note:string,amount:decimal(12,3),day:date,at:timestamp,flag:boolean,ratio:double,total:bigint>");

  private TypedOrc() {}

  /** A file. */
  public static byte[] write(
      List<List<Object>> rows, CompressionKind codec, OrcFile.Version version, Configuration conf)
      throws IOException {
    java.nio.file.Path folder = Files.createTempDirectory("orc");
    java.nio.file.Path file = folder.resolve("file.orc");
    try (Writer writer =
        OrcFile.createWriter(
            new Path(file.toUri()),
            OrcFile.writerOptions(conf)
                .setSchema(SCHEMA)
                .compress(codec)
                .version(version)
                .useUTCTimestamp(true)
                .bloomFilterColumns("id,note")
                .rowIndexStride(1_000))) {
      VectorizedRowBatch batch = SCHEMA.createRowBatch();
      for (List<Object> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          set(batch.cols[i], batch.size, i, row.get(i));
        }
        batch.size++;
        if (batch.size == batch.getMaxSize()) {
          writer.addRowBatch(batch);
          batch.reset();
        }
      }
      writer.addRowBatch(batch);
    }
    byte[] bytes = Files.readAllBytes(file);
    try (var files = Files.list(folder)) {
      for (java.nio.file.Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
    return bytes;
  }

  private static void set(ColumnVector column, int row, int place, Object value) {
    if (value == null) {
      column.isNull[row] = true;
      column.noNulls = false;
      return;
    }
    switch (place) {
      case TypedRows.NOTE ->
          ((BytesColumnVector) column).setVal(row, ((String) value).getBytes(UTF_8));
      case TypedRows.AMOUNT ->
          ((DecimalColumnVector) column).set(row, HiveDecimal.create((BigDecimal) value));
      case TypedRows.AT -> {
        TimestampColumnVector times = (TimestampColumnVector) column;
        times.time[row] = (long) value / 1_000;
        times.nanos[row] = (int) ((long) value % 1_000_000) * 1_000;
      }
      case TypedRows.FLAG -> ((LongColumnVector) column).vector[row] = (boolean) value ? 1 : 0;
      case TypedRows.RATIO -> ((DoubleColumnVector) column).vector[row] = (double) value;
      default -> ((LongColumnVector) column).vector[row] = ((Number) value).longValue();
    }
  }
}
