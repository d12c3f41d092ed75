package io.ingot.readers.parquet;

import java.util.List;

/**
 * Some of a file's rows.
 *
 * @param rows how many
 * @param firstRow the first one's place in the file, from 0
 * @param chunks where each column's values are, in the schema's order
 */
record RowGroup(long rows, long firstRow, List<Chunk> chunks) {
  RowGroup {
    chunks = List.copyOf(chunks);
  }

  /**
   * The values of one column in a row group.
   *
   * @param column its dotted path
   * @param physical how its values are stored
   * @param codec how its pages are compressed
   * @param values how many, NULLs included
   * @param start the first page's place in the file
   * @param compressed bytes of its pages
   * @param uncompressed the same before compression
   */
  record Chunk(
      String column,
      Physical physical,
      Codec codec,
      long values,
      long start,
      long compressed,
      long uncompressed) {}

  /** The byte that says to which part of a file it belongs. */
  long middle() {
    long start = Long.MAX_VALUE;
    long bytes = 0;
    for (Chunk chunk : chunks) {
      start = Math.min(start, chunk.start());
      bytes += chunk.compressed();
    }
    return start + bytes / 2;
  }
}
