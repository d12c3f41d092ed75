package io.ingot.readers;

/**
 * Finds where the tokens of JSON end, and that they are JSON. Looks at the bytes of a {@link
 * Window}: the zeros behind its limit are no part of any token, so that whatever goes on there ends
 * in {@link JsonFault#more}.
 */
final class JsonScanner {
  /** The window's bytes. */
  byte[] bytes;

  private int limit;
  private boolean ended;
  private boolean lineEnds;

  /** Whether the last string has escapes. */
  boolean escaped;

  /**
   * Looks at what a window has now.
   *
   * @param acrossLines whether a value may go over a line's end
   */
  void look(Window window, boolean acrossLines) {
    bytes = window.bytes;
    limit = window.limit;
    ended = window.ended;
    lineEnds = acrossLines;
  }

  /**
   * Looks at a text that is at hand as a whole.
   *
   * @param text has {@link Words#SIZE} zeros behind the limit
   * @param length its limit
   */
  void look(byte[] text, int length) {
    bytes = text;
    limit = length;
    ended = true;
    lineEnds = true;
  }

  /** The first byte from a place on that is not white space. */
  int space(int from) {
    return bytes[from] > ' ' ? from : spaces(from);
  }

  private int spaces(int from) {
    int at = from;
    while (isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || (lineEnds && (b == '\n' || b == '\r'));
  }

  /** The place behind a string; its quote is at a place. */
  int string(int from) throws JsonFault {
    byte[] in = bytes;
    int at = from + 1;
    long all = 0;
    escaped = false;
    while (true) {
      long word = Words.at(in, at);
      long stops = Words.stops(word);
      if (stops == 0) {
        all |= word;
        at += Words.SIZE;
        continue;
      }
      int first = Words.first(stops);
      all |= Words.before(word, first);
      at += first;
      if (in[at] == '"') {
        if (Words.beyondAscii(all)) {
          checkEncoding(from, at);
        }
        return at + 1;
      }
      if (in[at] != '\\') {
        throw in[at] == '\n' || in[at] == '\r' || at >= limit
            ? fault(at, "a string is not closed")
            : fault(at, "a control character in a string");
      }
      escaped = true;
      at = escape(at + 1);
    }
  }

  private void checkEncoding(int from, int to) throws JsonFault {
    int invalid = Utf8.firstInvalid(bytes, from, to);
    if (invalid >= 0) {
      throw fault(invalid, "a string is not UTF-8");
    }
  }

  private int escape(int at) throws JsonFault {
    switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        for (int i = 1; i <= 4; i++) {
          if (Character.digit(bytes[at + i], 16) < 0) {
            throw fault(at + i, "\\u without four hexadecimal digits");
          }
        }
        return at + 5;
      }
      default -> throw fault(at, "a backslash before a character that it does not escape");
    }
  }

  /** The place behind a number. */
  int number(int from) throws JsonFault {
    int first = bytes[from] == '-' ? from + 1 : from;
    int at = digits(first);
    if (at == first) {
      throw JsonPlace.isLetter(bytes[at])
          ? unexpected(at, JsonPlace.VALUE)
          : fault(at, "a minus without a number");
    }
    if (bytes[first] == '0' && at > first + 1) {
      throw fault(first + 1, "a number with a leading zero");
    }
    if (bytes[at] == '.') {
      at = someDigits(at + 1, "a number without digits behind its point");
    }
    if (bytes[at] == 'e' || bytes[at] == 'E') {
      boolean isSigned = bytes[at + 1] == '+' || bytes[at + 1] == '-';
      at = someDigits(isSigned ? at + 2 : at + 1, "a number without digits in its exponent");
    }
    return at;
  }

  private int someDigits(int from, String otherwise) throws JsonFault {
    int at = digits(from);
    if (at == from) {
      throw fault(at, otherwise);
    }
    return at;
  }

  /** The first byte from a place on that is not a digit. */
  private int digits(int from) {
    int at = from;
    int count;
    do {
      count = Words.digits(Words.at(bytes, at));
      at += count;
    } while (count == Words.SIZE);
    return at;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /**
   * The place behind {@code true}, {@code false}, {@code null}.
   *
   * @param place where something else is a fault
   */
  int literal(int from, JsonPlace place) throws JsonFault {
    byte[] word = JsonPlace.literal(bytes[from]);
    for (int i = 0; i < word.length; i++) {
      if (bytes[from + i] != word[i]) {
        throw i == 0 || from + i < limit
            ? unexpected(from, place)
            : fault(from + i, "a word is not complete");
      }
    }
    return from + word.length;
  }

  /**
   * The place behind a string, a number, {@code true}, {@code false} or {@code null}.
   *
   * @param place where something else is a fault
   */
  int scalar(int from, JsonPlace place) throws JsonFault {
    return switch (bytes[from]) {
      case '"' -> string(from);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(from);
      default -> literal(from, place);
    };
  }

  /** From the end of a key to its value. */
  int colon(int from) throws JsonFault {
    int at = space(from);
    if (bytes[at] != ':') {
      throw unexpected(at, JsonPlace.BEHIND_KEY);
    }
    return space(at + 1);
  }

  /** What is wrong with a byte where something else should stand. */
  JsonFault unexpected(int at, JsonPlace place) {
    if (bytes[at] == '\n' || bytes[at] == '\r') {
      return fault(at, JsonFault.LINE_ENDS);
    }
    int word = at;
    while (JsonPlace.isLetter(bytes[word])) {
      word++;
    }
    return word >= limit && !ended
        ? JsonFault.more()
        : fault(at, place.unexpected(bytes, at, word, limit));
  }

  /** Checks that a value that ends at a place does not go on in what is not read yet. */
  void checkComplete(int end) throws JsonFault {
    if (end >= limit && !ended) {
      throw JsonFault.more();
    }
  }

  /** A fault, unless what is not read yet could heal it. */
  JsonFault fault(int at, String kind) {
    return at >= limit && !ended ? JsonFault.more() : new JsonFault(kind, Math.min(at, limit));
  }
}
