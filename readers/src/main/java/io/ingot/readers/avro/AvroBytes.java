package io.ingot.readers.avro;

import io.ingot.readers.UnreadableFileException;

/** The bytes of one block, and how far they were read. */
final class AvroBytes {
  final byte[] bytes;
  private final int to;

  /** The next byte. */
  private int at;

  AvroBytes(byte[] bytes, int to) {
    this.bytes = bytes;
    this.to = to;
  }

  int remaining() {
    return to - at;
  }

  /** Goes over so many bytes; answers where they begin. */
  int take(long count) throws UnreadableFileException {
    if (count < 0 || count > to - at) {
      throw new UnreadableFileException("a block ends within a value");
    }
    int from = at;
    at += (int) count;
    return from;
  }

  /** A whole number of any size, the smaller the shorter. */
  long number() throws UnreadableFileException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = bytes[take(1)];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new UnreadableFileException("a number in a block is damaged");
  }

  /** A number from 0 to below a count. */
  int place(int count, String what) throws UnreadableFileException {
    long number = number();
    if (number < 0 || number >= count) {
      throw new UnreadableFileException("a block has %s %d of %d".formatted(what, number, count));
    }
    return (int) number;
  }

  /** A number of four or eight bytes, lowest first. */
  long fixed(int size) throws UnreadableFileException {
    int from = take(size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (bytes[from + i] & 0xff);
    }
    return value;
  }
}
