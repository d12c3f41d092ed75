package io.ingot.readers.avro;

import io.ingot.readers.UnreadableFileException;

/** How many items of an array or a map come next. */
final class Items {
  /** Items that take no bytes are believed up to this number. */
  private static final int MOST_EMPTY = 1 << 20;

  private Items() {}

  /** Items of the next part; 0 at the end. */
  static long next(AvroBytes in) throws UnreadableFileException {
    long count = in.number();
    if (count < 0) {
      in.number();
      count = -count;
    }
    if (count < 0 || (count > in.remaining() && count > MOST_EMPTY)) {
      throw new UnreadableFileException("a block ends within %d items".formatted(count));
    }
    return count;
  }
}
