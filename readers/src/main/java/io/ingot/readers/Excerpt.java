package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The beginning of a text, for people. */
public final class Excerpt {
  private static final int LONGEST = 80;

  private Excerpt() {}

  /** The text, or its beginning and "…"; bytes that are not UTF-8 are replaced. */
  public static String of(byte[] bytes, int from, int to) {
    if (to - from <= LONGEST) {
      return new String(bytes, from, to - from, UTF_8);
    }
    int end = from + LONGEST;
    while (end > from && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, from, end - from, UTF_8) + "…";
  }
}
