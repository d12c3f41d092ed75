package io.ingot.readers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time: the first byte is the lowest of a long. */
final class Words {
  static final int SIZE = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private static final long ZEROS = '0' * ONES;
  private static final long BEYOND_NINE = (0x80 - 10) * ONES;

  /** An odd number without a pattern, to spread bits. */
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private Words() {}

  /** The eight bytes from a place on. */
  static long at(byte[] bytes, int place) {
    return (long) LONGS.get(bytes, place);
  }

  /** Whether a byte is not ASCII. */
  static boolean beyondAscii(long word) {
    return (word & HIGHS) != 0;
  }

  /** Whether all of some bytes are ASCII. */
  static boolean isAscii(byte[] bytes, int from, int to) {
    int at = from;
    long all = 0;
    for (; to - at >= SIZE; at += SIZE) {
      all |= at(bytes, at);
    }
    for (; at < to; at++) {
      all |= bytes[at];
    }
    return !beyondAscii(all);
  }

  /**
   * The high bits of those bytes that end a run of plain text in a JSON string: a quote, a
   * backslash, a control character. Bytes above the first such one may be marked wrongly.
   */
  static long stops(long word) {
    long quote = word ^ ('"' * ONES);
    long backslash = word ^ ('\\' * ONES);
    return (((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((word - ' ' * ONES) & ~word))
        & HIGHS;
  }

  /** How many of the first bytes are digits. */
  static int digits(long word) {
    long value = word ^ ZEROS;
    long others = ((value + BEYOND_NINE) | value) & HIGHS;
    return first(others);
  }

  /** A byte, eight times. */
  static long repeated(byte b) {
    return (b & 0xffL) * ONES;
  }

  /**
   * The high bits of exactly those bytes that are one of eight repeated ones, or below 14, as line
   * ends are.
   *
   * @param repeated an ASCII byte, eight times
   */
  static long either(long word, long repeated) {
    long other = word ^ repeated;
    long differs = ((other & ~HIGHS) + ~HIGHS) | other;
    long notBelow = ((word | HIGHS) - 14 * ONES) | word;
    return ~(differs & notBelow) & HIGHS;
  }

  /** A hash of a part of some bytes; all of its bits depend on all bytes. */
  static int hash(byte[] bytes, int from, int to) {
    long hash = MIX;
    int at = from;
    for (; to - at >= SIZE; at += SIZE) {
      hash = (hash ^ at(bytes, at)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; at < to; at++) {
      hash = (hash ^ (bytes[at] & 0xffL)) * MIX;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  /** Place of the first byte that is marked, from 0. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** The bytes before a place, the others 0. */
  static long before(long word, int place) {
    return word & ((1L << (place << 3)) - 1);
  }
}
