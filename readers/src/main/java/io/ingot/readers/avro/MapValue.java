package io.ingot.readers.avro;

import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Json;
import java.io.IOException;

/** Values under keys: an object. */
record MapValue(AvroValue value) implements AvroValue {

  @Override
  public void read(AvroBytes in, Cell cell) throws IOException {
    Json json = cell.open();
    json.beginObject();
    for (long count = Items.next(in); count > 0; count = Items.next(in)) {
      for (long i = 0; i < count; i++) {
        long length = in.number();
        int from = in.take(length);
        json.key().takeText(in.bytes, from, from + (int) length);
        value.read(in, json);
      }
    }
    json.endObject();
    cell.close();
  }
}
