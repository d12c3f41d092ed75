package io.ingot.readers.parquet;

import io.ingot.readers.FileBytes;
import io.ingot.readers.columnar.Storage;
import java.io.IOException;

/**
 * Reads the bytes of row groups: a small one at once, in one request; of a larger one a part per
 * column, and the next part when it is needed, so that memory does not grow with the row group.
 */
final class ChunkLoader {
  /** Bytes of a row group that are held at most. */
  private static final int BUDGET = 64 << 20;

  private static final int SMALLEST = 256 << 10;

  private final FileBytes file;
  private final long limit;

  /**
   * The loader of a file.
   *
   * @param limit place behind which there are no pages
   */
  ChunkLoader(FileBytes file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /** The chunks of a row group, in the schema's order. */
  Pages[] load(RowGroup group) throws IOException {
    long start = Long.MAX_VALUE;
    long end = 0;
    for (RowGroup.Chunk chunk : group.chunks()) {
      start = Math.min(start, chunk.start());
      end = Math.max(end, chunk.start() + chunk.compressed());
    }
    boolean atOnce = end - start <= BUDGET;
    byte[] bytes = new byte[(atOnce ? (int) (end - start) : 0) + Bits.PADDING];
    if (atOnce) {
      Storage.read(file, start, bytes, 0, (int) (end - start));
    }
    Pages[] chunks = new Pages[group.chunks().size()];
    int window = Math.max(SMALLEST, BUDGET / Math.max(1, chunks.length));
    for (int i = 0; i < chunks.length; i++) {
      RowGroup.Chunk chunk = group.chunks().get(i);
      int at = atOnce ? (int) (chunk.start() - start) : 0;
      int length = atOnce ? (int) chunk.compressed() : 0;
      long next = chunk.start() + length;
      int some = atOnce ? SMALLEST : (int) Math.min(window, Math.max(1, chunk.compressed()));
      chunks[i] = new Pages(chunk, new ChunkBytes(file, bytes, at, at + length, next, limit, some));
    }
    return chunks;
  }
}
