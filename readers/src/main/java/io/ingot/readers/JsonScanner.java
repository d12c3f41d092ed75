package io.ingot.readers;

/**
 * Finds where JSON values end, and that they are JSON. Looks at the bytes of a {@link Window}: the
 * zeros behind its limit are no part of any value, so that whatever goes on there ends in {@link
 * JsonFault#more}.
 */
final class JsonScanner {
  /** Most objects and arrays in one another. */
  static final int DEEPEST = 1_000;

  private static final int ARRAY = 0;

  private final JsonNames names = new JsonNames();
  private final int[] open = new int[DEEPEST + 1];
  private int objects;

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
    names.clear();
    objects = ARRAY;
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
    int at = bytes[from] == '-' ? from + 1 : from;
    if (JsonPlace.isLetter(bytes[at])) {
      throw unexpected(at, JsonPlace.VALUE);
    }
    if (bytes[at] == '0') {
      at++;
      if (isDigit(bytes[at])) {
        throw fault(at, "a number with a leading zero");
      }
    } else {
      at = digits(at, "a minus without a number");
    }
    if (bytes[at] == '.') {
      at = digits(at + 1, "a number without digits behind its point");
    }
    if (bytes[at] == 'e' || bytes[at] == 'E') {
      at++;
      if (bytes[at] == '+' || bytes[at] == '-') {
        at++;
      }
      at = digits(at, "a number without digits in its exponent");
    }
    return at;
  }

  private int digits(int from, String otherwise) throws JsonFault {
    int at = from;
    while (isDigit(bytes[at])) {
      at++;
    }
    if (at == from) {
      throw fault(at, otherwise);
    }
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

  /** The place behind any value. */
  int value(int from, int depth) throws JsonFault {
    return bytes[from] == '{' || bytes[from] == '['
        ? nested(from, depth)
        : scalar(from, JsonPlace.VALUE);
  }

  /**
   * The place behind an object or an array.
   *
   * @param depth in how many others it is
   */
  int nested(int from, int depth) throws JsonFault {
    int at = from;
    int top = depth;
    while (true) {
      if (bytes[at] == '{') {
        open[push(top++, at)] = ++objects;
        at = space(at + 1);
        if (bytes[at] != '}') {
          at = key(at, objects, JsonPlace.FIRST_KEY);
          continue;
        }
      } else if (bytes[at] == '[') {
        open[push(top++, at)] = ARRAY;
        at = space(at + 1);
        if (bytes[at] != ']') {
          continue;
        }
      } else {
        at = space(scalar(at, JsonPlace.VALUE));
      }
      while (closes(at, open[top - 1])) {
        top--;
        if (top == depth) {
          return at + 1;
        }
        at = space(at + 1);
      }
      at = next(at, open[top - 1]);
    }
  }

  private int push(int depth, int at) throws JsonFault {
    checkDepth(depth, at);
    return depth;
  }

  /** Checks that one more object or array may begin. */
  void checkDepth(int depth, int at) throws JsonFault {
    if (depth >= DEEPEST) {
      throw fault(at, "more than %d objects and arrays in one another".formatted(DEEPEST));
    }
  }

  private boolean closes(int at, int container) {
    return bytes[at] == (container == ARRAY ? ']' : '}');
  }

  /** From the comma behind an item to the next item. */
  private int next(int at, int container) throws JsonFault {
    boolean isArray = container == ARRAY;
    if (bytes[at] != ',') {
      throw unexpected(at, isArray ? JsonPlace.BEHIND_ITEM : JsonPlace.BEHIND_VALUE);
    }
    int next = space(at + 1);
    if (!isArray) {
      return key(next, container, JsonPlace.NEXT_KEY);
    }
    if (bytes[next] == ']') {
      throw unexpected(next, JsonPlace.NEXT_ITEM);
    }
    return next;
  }

  /** From an object's key to its value. */
  private int key(int from, int object, JsonPlace place) throws JsonFault {
    if (bytes[from] != '"') {
      throw unexpected(from, place);
    }
    int end = string(from);
    if (escaped) {
      byte[] name = JsonText.name(bytes, from + 1, end - 1);
      addName(object, name, 0, name.length, from);
    } else {
      addName(object, bytes, from + 1, end - 1, from);
    }
    return colon(end);
  }

  /** From the end of a key to its value. */
  int colon(int from) throws JsonFault {
    int at = space(from);
    if (bytes[at] != ':') {
      throw unexpected(at, JsonPlace.BEHIND_KEY);
    }
    return space(at + 1);
  }

  /** An object that is known to have no name yet, for {@link #addName}. */
  int newObject() {
    return ++objects;
  }

  /** Notes the name of an object's key, and that it is new. */
  void addName(int object, byte[] name, int from, int to, int at) throws JsonFault {
    if (!names.add(object, name, from, to)) {
      throw twice(name, from, to, at);
    }
  }

  /** An object has a key of this name already. */
  JsonFault twice(byte[] name, int from, int to, int at) {
    return fault(at, "key %s twice".formatted(Excerpt.of(name, from, to)));
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
