package io.ingot.readers.parquet;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * LZ4 as Hadoop writes it: blocks, each behind its size before and after compression. Writers that
 * took the codec's name by its word wrote plain LZ4.
 */
final class HadoopLz4 {
  private static final int HEAD = 2 * Integer.BYTES;

  private HadoopLz4() {}

  static int decompress(byte[] bytes, int from, int to, byte[] out, int size) throws IOException {
    int given = blocks(bytes, from, to, out, size);
    return given == size
        ? given
        : new Lz4Decompressor().decompress(bytes, from, to - from, out, 0, size);
  }

  /** Bytes that the blocks give; -1 if these are no blocks. */
  private static int blocks(byte[] bytes, int from, int to, byte[] out, int size) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    int given = 0;
    try {
      while (in.remaining() >= HEAD) {
        int behind = given + in.getInt();
        if (behind < given || behind > size) {
          return -1;
        }
        // A block can have several parts.
        while (given < behind) {
          int compressed = in.getInt();
          if (compressed < 0 || compressed > in.remaining()) {
            return -1;
          }
          given +=
              new Lz4Decompressor()
                  .decompress(bytes, in.position(), compressed, out, given, behind - given);
          in.position(in.position() + compressed);
        }
      }
      return in.hasRemaining() ? -1 : given;
    } catch (MalformedInputException | java.nio.BufferUnderflowException notInBlocks) {
      return -1;
    }
  }
}
