package io.ingot.readers;

/**
 * Numbers of up to eight digits, read at once: without a loop, so that their different lengths cost
 * no mispredicted branches. Source of the arithmetic: D. Lemire, "Quickly parsing eight digits".
 */
final class Digits {
  /** Most digits that are read at once. */
  static final int MOST = Words.SIZE;

  /** What stands for something else than digits. */
  static final long NONE = -1;

  private static final long ZEROS = 0x3030303030303030L;
  private static final long HIGH_HALVES = 0xf0f0f0f0f0f0f0f0L;
  private static final long NINE_TO_SIXTEEN = 0x0606060606060606L;
  private static final long LOW_HALVES = 0x0f0f0f0f0f0f0f0fL;
  private static final long THREES = 0x3333333333333333L;

  private Digits() {}

  /**
   * The value of one to eight digits.
   *
   * @param to where they end, at least eight bytes behind the array's begin
   * @return {@link #NONE} if there are other bytes among them
   */
  static long read(byte[] bytes, int from, int to) {
    return value(Words.at(bytes, to - MOST), to - from);
  }

  /**
   * The value of up to seven digits with something before the last ones, as if that were not there.
   *
   * @param to where they end, at least eight bytes behind the array's begin
   * @param scale digits behind that byte, from 1 to 7
   * @return {@link #NONE} if there are other bytes among them
   */
  static long readAround(byte[] bytes, int from, int to, int scale) {
    long word = Words.at(bytes, to - MOST);
    long behind = -1L << ((MOST - scale) << 3);
    long before = (1L << ((MOST - 1 - scale) << 3)) - 1;
    return value((word & behind) | ((word & before) << Byte.SIZE), to - from - 1);
  }

  /** The value of the last digits of a word, of which the others do not count. */
  private static long value(long word, int digits) {
    long others = (1L << ((MOST - digits) << 3)) - 1;
    long ascii = (word & ~others) | (ZEROS & others);
    long halves = ascii & HIGH_HALVES;
    long carried = ((ascii + NINE_TO_SIXTEEN) & HIGH_HALVES) >>> 4;
    if ((halves | carried) != THREES) {
      return NONE;
    }
    long pairs = ((ascii & LOW_HALVES) * 2561) >>> 8;
    long fours = ((pairs & 0x00ff00ff00ff00ffL) * 6553601) >>> 16;
    return ((fours & 0x0000ffff0000ffffL) * 42949672960001L) >>> 32;
  }
}
