package io.ingot.readers.parquet;

import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Json;
import java.io.IOException;

/** Values under keys: an object whose names are the keys' texts. */
final class MapNode implements Node {
  private final int there;
  private final int filled;
  private final int level;
  private final Node key;
  private final Node value;
  private final Entries entries;

  /**
   * Makes the node.
   *
   * @param pair the repeated group of key and value
   * @param there definition level of an empty map
   * @param entries columns of keys and values
   */
  MapNode(SchemaNode pair, int there, Node key, Node value, Entries entries) {
    this.there = there;
    this.filled = pair.definition();
    this.level = pair.repeated();
    this.key = key;
    this.value = value;
    this.entries = entries;
  }

  @Override
  public void read(Cell cell) throws IOException {
    int definition = entries.definition();
    if (definition < there) {
      entries.skip();
      cell.takeNull();
      return;
    }
    Json json = cell.open();
    json.beginObject();
    if (definition < filled) {
      entries.skip();
    } else {
      do {
        key.read(json.key());
        value.read(json);
      } while (entries.goOn(level));
    }
    json.endObject();
    cell.close();
  }
}
