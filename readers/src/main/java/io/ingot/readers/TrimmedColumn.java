package io.ingot.readers;

/** A column of which spaces around the text do not count, and nothing else is NULL. */
abstract class TrimmedColumn implements TextColumn {

  @Override
  public boolean read(byte[] utf8, int from, int to, Row row, int ordinal) {
    int first = from;
    int last = to;
    while (first < last && space(utf8[first])) {
      first++;
    }
    while (first < last && space(utf8[last - 1])) {
      last--;
    }
    return first == last || value(utf8, first, last, row, ordinal);
  }

  /** Reads a text of at least one byte, without spaces around it. */
  abstract boolean value(byte[] utf8, int from, int to, Row row, int ordinal);

  /** Whether there is nothing but spaces. */
  static boolean isBlank(byte[] utf8, int from, int to) {
    int at = from;
    while (at < to && space(utf8[at])) {
      at++;
    }
    return at == to;
  }

  static boolean space(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
