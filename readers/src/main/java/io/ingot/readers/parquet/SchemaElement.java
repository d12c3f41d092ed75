package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** One entry of the footer's flat list of columns and groups. */
final class SchemaElement {
  static final int REQUIRED = 0;
  static final int OPTIONAL = 1;
  static final int REPEATED = 2;

  private static final int NONE = -1;

  String name = "";
  int repetition;
  int children;
  Logical logical = Logical.NONE;

  /** Bytes of a value of fixed length. */
  int length;

  private int physical = NONE;
  private int converted = NONE;
  private int scale;
  private int precision;

  static SchemaElement read(Thrift in) throws UnreadableFileException {
    SchemaElement read = new SchemaElement();
    in.structField(id -> read.field(id, in));
    if (read.logical.kind() == Logical.Kind.none) {
      read.logical = Logical.converted(read.converted, read.precision, read.scale);
    }
    return read;
  }

  private void field(int id, Thrift in) throws UnreadableFileException {
    switch (id) {
      case 1 -> physical = in.i32();
      case 2 -> length = in.i32();
      case 3 -> repetition = in.i32();
      case 4 -> name = in.text();
      case 5 -> children = in.i32();
      case 6 -> converted = in.i32();
      case 7 -> scale = in.i32();
      case 8 -> precision = in.i32();
      case 10 -> logical = Logical.read(in);
      default -> in.skip();
    }
  }

  boolean isGroup() {
    return physical == NONE;
  }

  Physical physical() throws UnreadableFileException {
    return Physical.of(physical);
  }
}
