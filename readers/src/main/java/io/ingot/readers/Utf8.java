package io.ingot.readers;

/** Tells UTF-8 from other bytes. */
public final class Utf8 {
  private static final int NONE = -1;

  private Utf8() {}

  public static boolean isValid(byte[] bytes, int from, int to) {
    return firstInvalid(bytes, from, to) == NONE;
  }

  /** Place of the first byte of the first sequence that is not UTF-8; -1 if there is none. */
  static int firstInvalid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at >= Words.SIZE && !Words.beyondAscii(Words.at(bytes, at))) {
        at += Words.SIZE;
        continue;
      }
      int length = length(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return NONE;
  }

  /** Bytes of the character at a place; 0 if there is none. */
  private static int length(byte[] bytes, int at, int to) {
    int first = bytes[at];
    if (first >= 0) {
      return 1;
    }
    int lead = first & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (to - at < length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
