package io.ingot.readers.columnar;

import io.ingot.readers.Column;

/** A declared string: anything has a text. Bytes that are no text always are base64. */
final class StringCell extends TypedCell {
  StringCell(Records records, Column column, int ordinal, String name) {
    super(records, column, ordinal, name);
  }

  @Override
  public void takeBytes(byte[] bytes, int from, int to) {
    base64(bytes, from, to);
  }
}
