package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads structures in Thrift's compact protocol. Lengths are compared with the bytes at hand before
 * they are believed. Source: thrift-compact-protocol.md of apache/thrift.
 */
final class Thrift {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;
  private static final int UUID = 13;
  private static final int DEEPEST = 64;

  private final byte[] bytes;
  private final int to;
  private int at;
  private int type;
  private int depth;

  Thrift(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** Reads one field of a structure; what it does not read must be skipped. */
  interface Field {
    void read(int id) throws UnreadableFileException;
  }

  /** Reads one item of a list. */
  interface Item<T> {
    T read() throws UnreadableFileException;
  }

  /** Behind the last byte that was read. */
  int at() {
    return at;
  }

  /** Reads a structure, field by field. */
  void struct(Field field) throws UnreadableFileException {
    if (++depth > DEEPEST) {
      throw new UnreadableFileException("its structures are nested too deep");
    }
    int id = 0;
    for (int head = next(); head != 0; head = next()) {
      int step = head >>> 4;
      id = step == 0 ? (int) zigzag() : id + step;
      type = head & 0xf;
      field.read(id);
    }
    depth--;
  }

  /** Reads a field that is a structure itself. */
  void structField(Field field) throws UnreadableFileException {
    expect(STRUCT);
    struct(field);
  }

  int i32() throws UnreadableFileException {
    long value = i64();
    if (value != (int) value) {
      throw malformed();
    }
    return (int) value;
  }

  long i64() throws UnreadableFileException {
    return switch (type) {
      case BYTE -> (byte) next();
      case I16, I32, I64 -> zigzag();
      default -> throw malformed();
    };
  }

  boolean bool() throws UnreadableFileException {
    if (type != TRUE && type != FALSE) {
      throw malformed();
    }
    return type == TRUE;
  }

  byte[] binary() throws UnreadableFileException {
    expect(BINARY);
    int length = length();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  String text() throws UnreadableFileException {
    return new String(binary(), StandardCharsets.UTF_8);
  }

  /** Reads a list; each item by a function that is called with the item's type set. */
  <T> List<T> list(Item<T> item) throws UnreadableFileException {
    expect(LIST);
    int head = next();
    int items = head >>> 4 == 0xf ? (int) varint() : head >>> 4;
    // An item takes at least a byte.
    if (items < 0 || items > to - at) {
      throw new EndOfBytes();
    }
    int itemType = head & 0xf;
    List<T> list = new ArrayList<>(items);
    for (int i = 0; i < items; i++) {
      type = itemType;
      list.add(item.read());
    }
    return list;
  }

  /** Skips the field at hand. */
  void skip() throws UnreadableFileException {
    switch (type) {
      case TRUE, FALSE -> {
        // The value is in the type.
      }
      case BYTE -> next();
      case I16, I32, I64 -> varint();
      case DOUBLE -> forward(Double.BYTES);
      case BINARY -> forward(length());
      case LIST, SET -> skipList();
      case MAP -> skipMap();
      case STRUCT -> struct(id -> skip());
      case UUID -> forward(16);
      default -> throw malformed();
    }
  }

  private void skipList() throws UnreadableFileException {
    int head = next();
    long items = head >>> 4 == 0xf ? varint() : head >>> 4;
    for (long i = 0; i < items; i++) {
      skipItem(head & 0xf);
    }
  }

  private void skipMap() throws UnreadableFileException {
    long items = varint();
    int types = items == 0 ? 0 : next();
    for (long i = 0; i < items; i++) {
      skipItem(types >>> 4);
      skipItem(types & 0xf);
    }
  }

  /** Booleans of a list have a byte each. */
  private void skipItem(int itemType) throws UnreadableFileException {
    if (++depth > DEEPEST) {
      throw new UnreadableFileException("its structures are nested too deep");
    }
    type = itemType == TRUE || itemType == FALSE ? BYTE : itemType;
    skip();
    depth--;
  }

  private int length() throws UnreadableFileException {
    long length = varint();
    if (length < 0 || length > to - at) {
      throw new EndOfBytes();
    }
    return (int) length;
  }

  private void forward(int count) throws UnreadableFileException {
    if (count > to - at) {
      throw new EndOfBytes();
    }
    at += count;
  }

  private long zigzag() throws UnreadableFileException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() throws UnreadableFileException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = next();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw malformed();
  }

  private int next() throws UnreadableFileException {
    if (at >= to) {
      throw new EndOfBytes();
    }
    return bytes[at++] & 0xff;
  }

  private void expect(int wanted) throws UnreadableFileException {
    if (type != wanted) {
      throw malformed();
    }
  }

  private static UnreadableFileException malformed() {
    return new UnreadableFileException("its structures are damaged");
  }

  /** The bytes at hand end inside a structure. */
  static final class EndOfBytes extends UnreadableFileException {
    private static final long serialVersionUID = 1;

    EndOfBytes() {
      super("it ends within a structure");
    }
  }
}
