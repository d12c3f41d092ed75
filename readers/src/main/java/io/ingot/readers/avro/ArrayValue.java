package io.ingot.readers.avro;

import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Json;
import java.io.IOException;

/** An array of values. */
record ArrayValue(AvroValue element) implements AvroValue {

  @Override
  public void read(AvroBytes in, Cell cell) throws IOException {
    Json json = cell.open();
    json.beginArray();
    for (long count = Items.next(in); count > 0; count = Items.next(in)) {
      for (long i = 0; i < count; i++) {
        element.read(in, json);
      }
    }
    json.endArray();
    cell.close();
  }
}
