package io.ingot.readers.parquet;

/** A page's bytes after decompression, from its levels on, and what stood before them. */
final class Page {
  final PageHeader header;

  /** An array with the page, and some more bytes behind it. */
  final byte[] bytes;

  final int from;
  final int to;

  Page(PageHeader header, byte[] bytes, int from, int to) {
    this.header = header;
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }
}
