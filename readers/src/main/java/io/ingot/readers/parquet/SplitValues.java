package io.ingot.readers.parquet;

import io.ingot.readers.UnreadableFileException;

/** Values whose first bytes come first, then all of their second bytes (BYTE_STREAM_SPLIT). */
final class SplitValues {
  private SplitValues() {}

  /** The same bytes, value by value. */
  static byte[] joined(byte[] bytes, int from, int to, int width) throws UnreadableFileException {
    if ((to - from) % width != 0) {
      throw Values.tooShort();
    }
    byte[] joined = new byte[to - from + Bits.PADDING];
    int count = (to - from) / width;
    for (int b = 0; b < width; b++) {
      int stream = from + b * count;
      for (int i = 0; i < count; i++) {
        joined[i * width + b] = bytes[stream + i];
      }
    }
    return joined;
  }
}
