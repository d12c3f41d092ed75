package io.ingot.readers.orc;

import io.ingot.readers.FileBytes;
import io.ingot.readers.FileReport;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.Row;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.FileColumns;
import io.ingot.readers.columnar.Records;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;

/**
 * Reads the records of an ORC file, or of those of its stripes that begin in a range of its bytes.
 * A record's position is its place among the file's rows.
 */
public final class OrcRecordReader implements RecordReader {
  private final Reader file;
  private final org.apache.orc.RecordReader rows;
  private final VectorizedRowBatch batch;
  private final Records records;
  private final Taker[] takers;
  private final long expected;
  private long read;
  private long position;
  private int at;

  private OrcRecordReader(ReadSpec spec, Reader file, OneFile files, long from, long to)
      throws IOException {
    this.file = file;
    this.expected = expected(file, from, to);
    TypeDescription schema = file.getSchema();
    if (schema.getCategory() != TypeDescription.Category.STRUCT) {
      throw new UnreadableFileException(
          "its schema is of type %s, not a struct".formatted(schema.getCategory().getName()));
    }
    this.records = new Records(spec);
    List<OrcField> fields = OrcField.of(schema);
    this.takers = Taker.of(fields, FileColumns.targets(spec, fields, records));
    this.batch = schema.createRowBatch(TypeDescription.RowBatchVersion.USE_DECIMAL64, 1024);
    try (CheckedStripes stripes = CheckedStripes.of(file, files)) {
      this.rows = file.rows(file.options().range(from, to - from).dataReader(stripes));
    }
  }

  /**
   * Opens a file, or a part of it.
   *
   * @param from first byte of the part
   * @param to behind its last byte
   */
  public static RecordReader open(ReadSpec spec, FileBytes bytes, long from, long to)
      throws IOException {
    OrcTail.check(bytes);
    OneFile files = new OneFile(bytes);
    Reader file =
        OrcFile.createReader(
            OneFile.PATH,
            OrcFile.readerOptions(new Configuration(false))
                .filesystem(files)
                .maxLength(bytes.length())
                .useUTCTimestamp(true)
                .convertToProlepticGregorian(true));
    try {
      if (file.getColumnEncryptionKeys().length > 0) {
        throw new UnreadableFileException("some of its columns are encrypted");
      }
      return new OrcRecordReader(spec, file, files, from, to);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Rows of the stripes that begin in a range. */
  private static long expected(Reader file, long from, long to) throws UnreadableFileException {
    long all = 0;
    long some = 0;
    for (StripeInformation stripe : file.getStripes()) {
      all += stripe.getNumberOfRows();
      if (stripe.getOffset() >= from && stripe.getOffset() < to) {
        some += stripe.getNumberOfRows();
      }
    }
    if (all != file.getNumberOfRows()) {
      throw new UnreadableFileException(
          "its footer promises %d rows, but its stripes have %d"
              .formatted(file.getNumberOfRows(), all));
    }
    return some;
  }

  @Override
  public boolean next(Row row) throws IOException {
    if (at == batch.size && !load()) {
      return false;
    }
    records.begin(row, position);
    for (int i = 0; i < takers.length; i++) {
      takers[i].read(batch.cols[i], at);
    }
    records.end();
    at++;
    position++;
    return true;
  }

  private boolean load() throws IOException {
    position = rows.getRowNumber();
    at = 0;
    if (!rows.nextBatch(batch) || batch.size == 0) {
      batch.size = 0;
      if (read != expected) {
        throw new UnreadableFileException("it has %d rows, %d expected".formatted(read, expected));
      }
      return false;
    }
    read += batch.size;
    return true;
  }

  @Override
  public FileReport report() {
    return records.report();
  }

  @Override
  public void close() throws IOException {
    rows.close();
    file.close();
  }
}
