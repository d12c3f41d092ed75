package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Ranges of bytes one after another: all of one length, or each behind its length. */
final class PlainBytes implements Values {
  private final byte[] bytes;
  private final int to;
  private final int width;
  private int at;

  /**
   * The values of a page.
   *
   * @param width length of every value; 0 if each stands behind its own
   */
  PlainBytes(int width, byte[] bytes, int from, int to) {
    this.width = width;
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  @Override
  public void read(Batch batch, int count) throws UnreadableFileException {
    batch.bytes = bytes;
    for (int i = 0; i < count; i++) {
      int length = width;
      if (width == 0) {
        length = to - at < Integer.BYTES ? -1 : Bits.int32(bytes, at);
        at += Integer.BYTES;
      }
      if (length < 0 || length > to - at) {
        throw Values.tooShort();
      }
      batch.range(i, at, at + length);
      at += length;
    }
  }
}
