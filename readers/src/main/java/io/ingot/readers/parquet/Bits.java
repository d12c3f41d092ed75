package io.ingot.readers.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers out of bytes, lowest byte first. Arrays must have some more bytes than are used. */
final class Bits {
  /** Bytes that must stand behind the last one in use. */
  static final int PADDING = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Bits() {}

  static int int32(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  static long int64(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /**
   * A number of any width.
   *
   * @param bit its first bit, from the beginning of {@code from}
   * @param width bits, at most 64
   */
  static long packed(byte[] bytes, int from, long bit, int width) {
    int at = from + (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long value = int64(bytes, at) >>> shift;
    if (shift + width > Long.SIZE) {
      value |= (long) bytes[at + Long.BYTES] << (Long.SIZE - shift);
    }
    return width == Long.SIZE ? value : value & ((1L << width) - 1);
  }
}
