package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;
import java.io.IOException;
import java.util.zip.CRC32;

/** The pages of one column chunk, decompressed, in file order. */
final class Pages {
  private static final int USUAL = 64 << 20;

  private final RowGroup.Chunk chunk;
  private final ChunkBytes in;
  private long values;

  Pages(RowGroup.Chunk chunk, ChunkBytes in) {
    this.chunk = chunk;
    this.in = in;
  }

  /** Whether the chunk has values that were not read. */
  boolean hasValues() {
    return values < chunk.values();
  }

  /** The next data or dictionary page; there must be one. */
  Page next() throws IOException {
    PageHeader header = PageHeader.read(in);
    while (header.type == PageHeader.INDEX) {
      in.need(header.compressed);
      in.at += header.compressed;
      header = PageHeader.read(in);
    }
    check(header);
    in.need(header.compressed);
    int from = in.at;
    in.at += header.compressed;
    verify(header, from);
    return page(header, from, in.at);
  }

  private void check(PageHeader header) throws UnreadableFileException {
    if (header.uncompressed > USUAL && header.uncompressed > chunk.uncompressed()) {
      throw new UnreadableFileException(
          "a page would have %d bytes, more than the %d of its column"
              .formatted(header.uncompressed, chunk.uncompressed()));
    }
    if (header.type == PageHeader.DICTIONARY) {
      return;
    }
    values += header.values;
    if (values > chunk.values()) {
      throw new UnreadableFileException(
          "its pages have at least %d values, %d expected".formatted(values, chunk.values()));
    }
  }

  private void verify(PageHeader header, int from) throws UnreadableFileException {
    if (!header.hasChecksum) {
      return;
    }
    CRC32 crc = new CRC32();
    crc.update(in.bytes, from, header.compressed);
    if ((int) crc.getValue() != header.checksum) {
      throw new UnreadableFileException(
          "a page's checksum is %08x, %08x expected"
              .formatted((int) crc.getValue(), header.checksum));
    }
  }

  private Page page(PageHeader header, int from, int to) throws UnreadableFileException {
    int levels = header.definitionBytes + header.repetitionBytes;
    int size = header.uncompressed - levels;
    boolean asIs = chunk.codec() == Codec.UNCOMPRESSED || !header.isCompressed;
    if (asIs) {
      if (header.compressed != header.uncompressed) {
        throw new UnreadableFileException(
            "a page that is not compressed has %d bytes, %d expected"
                .formatted(header.compressed, header.uncompressed));
      }
      return new Page(header, in.bytes, from, to);
    }
    if (size == 0) {
      return new Page(header, in.bytes, from, from + levels);
    }
    byte[] values = chunk.codec().decompress(in.bytes, from + levels, to, size);
    if (levels == 0) {
      return new Page(header, values, 0, size);
    }
    byte[] whole = new byte[levels + size + Bits.PADDING];
    System.arraycopy(in.bytes, from, whole, 0, levels);
    System.arraycopy(values, 0, whole, levels, size);
    return new Page(header, whole, 0, levels + size);
  }
}
