package io.ingot.readers.columnar;

import io.ingot.readers.ValueTally;
import java.nio.charset.StandardCharsets;

/** A column that nobody declared: its values are rescued. */
final class UndeclaredCell extends AsText {
  private final Records records;
  private final byte[] name;
  private final ValueTally tally;

  UndeclaredCell(Records records, String name) {
    this.records = records;
    this.name = name.getBytes(StandardCharsets.UTF_8);
    this.tally = records.undeclared(name);
  }

  @Override
  public void takeNull() {
    // Nothing is to be rescued.
  }

  @Override
  public void takeText(byte[] utf8, int from, int to) {
    records.checkSize(to - from);
    tally.met();
    records.rescue(name, utf8, from, to);
  }

  @Override
  void written(boolean bare) {
    takeText(text.bytes, 0, text.length);
  }

  @Override
  public Json open() {
    records.json().clear();
    return records.json();
  }

  @Override
  public void close() {
    takeText(records.json().bytes(), 0, records.json().length());
  }
}
