package io.ingot.readers;

/** Finds where objects and arrays end, that they are JSON, and that no object has a key twice. */
final class JsonNesting {
  /** Most objects and arrays in one another. */
  static final int DEEPEST = 1_000;

  private static final int ARRAY = 0;

  private final JsonScanner scanner;
  private final JsonNames names = new JsonNames();

  /** What is not closed: the number of an object, or that it is an array. */
  private final int[] open = new int[DEEPEST];

  private int objects;

  JsonNesting(JsonScanner scanner) {
    this.scanner = scanner;
  }

  /** Forgets the objects that were met. */
  void clear() {
    names.clear();
    objects = ARRAY;
  }

  /**
   * The place behind any value.
   *
   * @param depth in how many objects and arrays it is
   */
  int value(int from, int depth) throws JsonFault {
    byte first = scanner.bytes[from];
    return first == '{' || first == '['
        ? nested(from, depth)
        : scanner.scalar(from, JsonPlace.VALUE);
  }

  /**
   * The place behind an object or an array.
   *
   * @param depth in how many others it is
   */
  int nested(int from, int depth) throws JsonFault {
    byte[] json = scanner.bytes;
    int at = from;
    int top = depth;
    while (true) {
      if (json[at] == '{') {
        checkDepth(top, at);
        open[top++] = ++objects;
        at = scanner.space(at + 1);
        if (json[at] != '}') {
          at = key(at, objects, JsonPlace.FIRST_KEY);
          continue;
        }
      } else if (json[at] == '[') {
        checkDepth(top, at);
        open[top++] = ARRAY;
        at = scanner.space(at + 1);
        if (json[at] != ']') {
          continue;
        }
      } else {
        at = scanner.space(scanner.scalar(at, JsonPlace.VALUE));
      }
      while (json[at] == (open[top - 1] == ARRAY ? ']' : '}')) {
        top--;
        if (top == depth) {
          return at + 1;
        }
        at = scanner.space(at + 1);
      }
      at = next(at, open[top - 1]);
    }
  }

  /** Checks that one more object or array may begin. */
  void checkDepth(int depth, int at) throws JsonFault {
    if (depth >= DEEPEST) {
      throw scanner.fault(at, "more than %d objects and arrays in one another".formatted(DEEPEST));
    }
  }

  /** From the comma behind an item to the next item. */
  private int next(int at, int container) throws JsonFault {
    boolean isArray = container == ARRAY;
    if (scanner.bytes[at] != ',') {
      throw scanner.unexpected(at, isArray ? JsonPlace.BEHIND_ITEM : JsonPlace.BEHIND_VALUE);
    }
    int next = scanner.space(at + 1);
    if (!isArray) {
      return key(next, container, JsonPlace.NEXT_KEY);
    }
    if (scanner.bytes[next] == ']') {
      throw scanner.unexpected(next, JsonPlace.NEXT_ITEM);
    }
    return next;
  }

  /** From an object's key to its value. */
  private int key(int from, int object, JsonPlace place) throws JsonFault {
    if (scanner.bytes[from] != '"') {
      throw scanner.unexpected(from, place);
    }
    int end = scanner.string(from);
    if (scanner.escaped) {
      byte[] name = JsonText.name(scanner.bytes, from + 1, end - 1);
      addName(object, name, 0, name.length, from);
    } else {
      addName(object, scanner.bytes, from + 1, end - 1, from);
    }
    return scanner.colon(end);
  }

  /** An object that has no name yet, for {@link #addName}. */
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
    return scanner.fault(at, "key %s twice".formatted(Excerpt.of(name, from, to)));
  }
}
