package io.ingot.readers.parquet;

import io.ingot.readers.FileBytes;
import io.ingot.readers.UnreadableFileException;
import io.ingot.readers.columnar.Storage;
import java.io.IOException;

/**
 * The bytes of one column chunk: as much of them as was read at once. More is read where a page
 * goes on, also beyond the chunk's promised length, which some writers take for too short.
 */
final class ChunkBytes {
  private final FileBytes file;
  private final long limit;
  private final int window;

  /** The bytes at hand, with some more behind them. */
  byte[] bytes;

  /** The first one that was not used. */
  int at;

  /** Behind the last one at hand. */
  int end;

  private long next;

  /**
   * A chunk whose bytes are partly or wholly at hand.
   *
   * @param bytes array with the chunk's first bytes, from {@code at} to {@code end}
   * @param next place in the file of the byte behind them
   * @param limit place in the file behind which no page can be
   * @param window how many bytes are read at once
   */
  ChunkBytes(FileBytes file, byte[] bytes, int at, int end, long next, long limit, int window) {
    this.file = file;
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.next = next;
    this.limit = limit;
    this.window = window;
  }

  /** Makes sure that so many bytes are at hand. */
  void need(int count) throws IOException {
    int missing = count - (end - at);
    if (missing > limit - next) {
      throw new UnreadableFileException(
          "a page of %d bytes would end %d bytes behind the last one"
              .formatted(count, missing - (limit - next)));
    }
    if (missing > 0) {
      read((int) Math.min(Math.max(missing, window), limit - next));
    }
  }

  /** Reads on; answers whether there was more. */
  boolean more() throws IOException {
    if (next >= limit) {
      return false;
    }
    read((int) Math.min(window, limit - next));
    return true;
  }

  private void read(int count) throws IOException {
    int kept = end - at;
    byte[] into = new byte[kept + count + Bits.PADDING];
    System.arraycopy(bytes, at, into, 0, kept);
    Storage.read(file, next, into, kept, count);
    bytes = into;
    at = 0;
    end = kept + count;
    next += count;
  }
}
