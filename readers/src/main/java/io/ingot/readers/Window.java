package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that is at hand. What is looked at begins at {@link #at}; where that does
 * not suffice, {@link #more} moves it to the front and reads on. Behind {@link #limit} stand zeros,
 * so that a loop over text needs not look for the limit.
 */
final class Window {
  /** Bytes that fit into a processor's second cache. */
  static final int SIZE = 256 << 10;

  private final InputStream in;
  private final int largest;
  private long base;

  /** The bytes; a new array after {@link #more}. */
  byte[] bytes;

  /** The first byte that is still needed. */
  int at;

  /** Behind the last byte at hand. */
  int limit;

  /** Whether nothing comes behind the limit. */
  boolean ended;

  /**
   * Makes an empty window.
   *
   * @param in the stream
   * @param base the first byte's place in the file
   * @param size bytes that are read at once
   * @param largest most bytes that may be at hand at once
   */
  Window(InputStream in, long base, int size, int largest) {
    this.in = in;
    this.base = base;
    this.bytes = new byte[size + Words.SIZE];
    this.largest = largest;
  }

  /** The place in the file of a byte at hand. */
  long offset(int place) {
    return base + place;
  }

  /**
   * Reads on, keeping what is needed.
   *
   * @throws UnreadableFileException if more than the largest number of bytes would be needed
   */
  void more() throws IOException {
    int kept = limit - at;
    byte[] to = bytes;
    if (kept > (bytes.length - Words.SIZE) / 2) {
      if (kept >= largest) {
        throw new UnreadableFileException(
            "the record from byte %d on has more than %d bytes".formatted(offset(at), largest));
      }
      to = new byte[(int) Math.min(2L * kept, largest) + Words.SIZE];
    }
    System.arraycopy(bytes, at, to, 0, kept);
    bytes = to;
    base += at;
    at = 0;
    limit = kept + in.readNBytes(bytes, kept, bytes.length - Words.SIZE - kept);
    ended = limit < bytes.length - Words.SIZE;
    Arrays.fill(bytes, limit, limit + Words.SIZE, (byte) 0);
  }
}
