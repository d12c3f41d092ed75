package io.ingot.readers.avro;

import io.ingot.readers.FileBytes;
import io.ingot.readers.FileReport;
import io.ingot.readers.ReadSpec;
import io.ingot.readers.RecordReader;
import io.ingot.readers.Row;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.FileColumns;
import io.ingot.readers.columnar.Records;
import io.ingot.readers.columnar.Target;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Reads the records of an Avro object container file. A record's position is its place in the file,
 * which is why such files are not split.
 */
public final class AvroRecordReader implements RecordReader {
  private final AvroFile file;
  private final Records records;
  private final Taker record;
  private AvroBytes block = new AvroBytes(new byte[0], 0);
  private long left;
  private long position;

  private AvroRecordReader(ReadSpec spec, AvroFile file) throws IOException {
    this.file = file;
    this.records = new Records(spec);
    Schema schema = schema(file.schema());
    List<Target> targets = FileColumns.targets(spec, AvroField.of(schema), records);
    this.record = Taker.ofFields(new AvroValues(), schema, targets);
  }

  /** Opens a file. */
  public static RecordReader open(ReadSpec spec, FileBytes bytes) throws IOException {
    AvroFile file = AvroFile.open(bytes);
    try {
      return new AvroRecordReader(spec, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Schema schema(String json) throws UnreadableFileException {
    Schema schema;
    try {
      schema = new Schema.Parser().setValidate(false).setValidateDefaults(false).parse(json);
    } catch (SchemaParseException e) {
      throw new UnreadableFileException(
          "its schema cannot be read (%s)".formatted(e.getMessage()), e);
    }
    if (schema.getType() != Schema.Type.RECORD) {
      throw new UnreadableFileException(
          "its schema is of type %s, not a record".formatted(schema.getType().getName()));
    }
    return schema;
  }

  @Override
  public boolean next(Row row) throws IOException {
    while (left == 0) {
      if (block.remaining() > 0) {
        throw new UnreadableFileException(
            "a block has %d bytes behind its last record".formatted(block.remaining()));
      }
      if (!file.hasNext()) {
        return false;
      }
      block = file.next();
      left = file.records();
    }
    records.begin(row, position);
    record.read(block);
    records.end();
    position++;
    left--;
    return true;
  }

  @Override
  public FileReport report() {
    return records.report();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
