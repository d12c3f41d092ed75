package io.ingot.readers.columnar;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A field that is several declared columns: each reads its text. */
final class SharedCell extends AsText {
  private final Records records;
  private final byte[] name;
  private final List<TypedCell> cells;

  SharedCell(Records records, String name, List<TypedCell> cells) {
    this.records = records;
    this.name = name.getBytes(StandardCharsets.UTF_8);
    this.cells = List.copyOf(cells);
  }

  @Override
  public void takeNull() {
    // Every ordinal is NULL until it is set.
  }

  @Override
  public void takeLong(long value) {
    text.clear();
    text.number(value);
    takeText(text.bytes, 0, text.length);
  }

  @Override
  public void takeText(byte[] utf8, int from, int to) {
    boolean isRead = true;
    for (TypedCell cell : cells) {
      isRead &= cell.readText(utf8, from, to);
    }
    if (!isRead) {
      records.rescue(name, utf8, from, to);
    }
  }

  @Override
  void written(boolean bare) {
    takeValue(text.bytes, text.length);
  }

  @Override
  public Json open() {
    records.json().clear();
    return records.json();
  }

  @Override
  public void close() {
    takeValue(records.json().bytes(), records.json().length());
  }

  private void takeValue(byte[] utf8, int length) {
    boolean isRead = true;
    for (TypedCell cell : cells) {
      isRead &= cell.readValue(utf8, length);
    }
    if (!isRead) {
      records.rescue(name, utf8, 0, length);
    }
  }
}
