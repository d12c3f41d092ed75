package io.ingot.readers.parquet;

import io.ingot.readers.columnar.Cell;
import io.ingot.readers.columnar.Json;
import java.io.IOException;

/** A list of values. */
final class ListNode implements Node {
  private final int there;
  private final int filled;
  private final int level;
  private final Node element;
  private final Entries entries;

  /**
   * Makes the node.
   *
   * @param repeated what is repeated
   * @param there definition level of an empty list
   * @param entries columns of the elements
   */
  ListNode(SchemaNode repeated, int there, Node element, Entries entries) {
    this.there = there;
    this.filled = repeated.definition();
    this.level = repeated.repeated();
    this.element = element;
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
    json.beginArray();
    if (definition < filled) {
      entries.skip();
    } else {
      do {
        element.read(json);
      } while (entries.goOn(level));
    }
    json.endArray();
    cell.close();
  }
}
