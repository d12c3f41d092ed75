package io.ingot.readers.parquet;

import io.ingot.readers.Column;
import io.ingot.readers.FileBytes;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.RecordReaders;
import io.ingot.readers.columnar.Scan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;

/** Parquet files in memory, written by parquet-java. */
final class ParquetFiles {
  private static final int TAIL = 8;

  private ParquetFiles() {}

  /** How a file is written. */
  interface Options extends Consumer<ExampleParquetWriter.Builder> {}

  static final Options PLAIN =
      b -> b.withDictionaryEncoding(false).withWriterVersion(WriterVersion.PARQUET_1_0);

  static byte[] write(MessageType schema, List<Group> rows) {
    return write(schema, b -> {}, rows);
  }

  static byte[] write(MessageType schema, Options options, List<Group> rows) {
    MemoryOutput out = new MemoryOutput();
    ExampleParquetWriter.Builder builder =
        ExampleParquetWriter.builder(out).withType(schema).withConf(new Configuration(false));
    options.accept(builder);
    try (ParquetWriter<Group> writer = builder.build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.bytes.toByteArray();
  }

  /** The same file with another footer. */
  static byte[] withFooter(byte[] file, Consumer<FileMetaData> change) throws IOException {
    int start = footerStart(file);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(file, start, file.length - TAIL - start));
    change.accept(footer);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, bytes);
    return withFooter(file, bytes.toByteArray());
  }

  /** The same file with another footer. */
  static byte[] withFooter(byte[] file, byte[] footer) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(file, 0, footerStart(file));
    changed.write(footer);
    changed.write(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(footer.length)
            .array());
    changed.write(file, file.length - Integer.BYTES, Integer.BYTES);
    return changed.toByteArray();
  }

  static byte[] footer(byte[] file) {
    return Arrays.copyOfRange(file, footerStart(file), file.length - TAIL);
  }

  static int footerStart(byte[] file) {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL);
    return file.length - TAIL - length;
  }

  static Scan read(byte[] file, Column... columns) throws IOException {
    return Scan.of(ParquetFiles::open, Scan.spec(Format.Type.parquet, columns), file);
  }

  static RecordReader open(ReadSpec spec, FileBytes file) throws IOException {
    return RecordReaders.open(spec, file, 0, file.length());
  }

  /** Where a writer's bytes go. */
  private static final class MemoryOutput implements OutputFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public PositionOutputStream create(long blockSize) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return bytes.size();
        }

        @Override
        public void write(int b) {
          bytes.write(b);
        }

        @Override
        public void write(byte[] b, int from, int count) {
          bytes.write(b, from, count);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
      return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
