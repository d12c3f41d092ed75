package io.ingot.readers.avro;

import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/** A nested record: an object of its fields. */
final class RecordValue implements AvroValue {
  private static final int DEEPEST = 500;

  private final byte[][] names;
  private AvroValue[] members;
  private int depth;

  RecordValue(List<Schema.Field> fields) {
    names =
        fields.stream().map(f -> f.name().getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  /** Sets what reads the fields, which can be this record. */
  void members(AvroValue[] readers) {
    members = readers;
  }

  @Override
  public void read(AvroBytes in, Cell cell) throws IOException {
    if (++depth > DEEPEST) {
      throw new UnreadableFileException("a record is nested in itself too deep");
    }
    Json json = cell.open();
    json.beginObject();
    for (int i = 0; i < members.length; i++) {
      json.name(names[i]);
      members[i].read(in, json);
    }
    json.endObject();
    cell.close();
    depth--;
  }
}
