package io.ingot.readers.parquet;

import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A group of values under their names. */
final class StructNode implements Node {
  private final int definition;
  private final byte[][] names;
  private final Node[] members;
  private final Entries entries;

  StructNode(SchemaNode node, Node[] members, Entries entries) {
    this.definition = node.definition();
    this.names =
        node.children().stream()
            .map(c -> c.name().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.members = members;
    this.entries = entries;
  }

  @Override
  public void read(Cell cell) throws IOException {
    if (entries.definition() < definition) {
      entries.skip();
      cell.takeNull();
      return;
    }
    Json json = cell.open();
    json.beginObject();
    for (int i = 0; i < members.length; i++) {
      json.name(names[i]);
      members[i].read(json);
    }
    json.endObject();
    cell.close();
  }
}
