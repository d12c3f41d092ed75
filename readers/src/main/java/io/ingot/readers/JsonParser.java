package io.ingot.readers;

/**
 * Reads records: the keys of objects in which columns are looked for, and where their values are.
 */
final class JsonParser {
  private final JsonScanner scanner;
  private final JsonNesting nesting;
  private final JsonLevel root;
  private final JsonValues values;
  private final int maxField;
  private long record;

  /** The place behind the key that was read last. */
  private int behind;

  JsonParser(JsonScanner scanner, JsonLevel root, JsonValues values, int maxField) {
    this.scanner = scanner;
    this.nesting = new JsonNesting(scanner);
    this.root = root;
    this.values = values;
    this.maxField = maxField;
  }

  /** The place behind the record that begins at a place; its values are known then. */
  int record(int from) throws JsonFault {
    record++;
    values.clear();
    nesting.clear();
    if (scanner.bytes[from] != '{') {
      throw noObject(from);
    }
    return object(from, root, 0, JsonValues.NONE);
  }

  private JsonFault noObject(int from) throws JsonFault {
    byte first = scanner.bytes[from];
    if (first == '[') {
      return scanner.fault(from, JsonFault.ARRAY);
    }
    scanner.checkComplete(scanner.scalar(from, JsonPlace.RECORD));
    String what =
        switch (first) {
          case 'n' -> "null";
          case 't', 'f' -> "a boolean";
          case '"' -> "a string";
          default -> "a number";
        };
    return scanner.fault(from, what + ", not an object");
  }

  private int object(int from, JsonLevel level, int depth, int parent) throws JsonFault {
    nesting.checkDepth(depth, from);
    int object = nesting.newObject();
    byte[] json = scanner.bytes;
    int at = scanner.space(from + 1);
    if (json[at] == '}') {
      return at + 1;
    }
    JsonKey before = null;
    while (true) {
      JsonKey key = key(at, level, before);
      if (key.record == record) {
        throw nesting.twice(key.name, 0, key.name.length, at);
      }
      key.record = record;
      if (!key.isLearned) {
        nesting.addName(object, key.name, 0, key.name.length, at);
      }
      at = scanner.space(value(scanner.colon(behind), key, depth + 1, parent));
      if (json[at] == '}') {
        return at + 1;
      }
      if (json[at] != ',') {
        throw scanner.unexpected(at, JsonPlace.BEHIND_VALUE);
      }
      at = scanner.space(at + 1);
      before = key;
    }
  }

  /** Reads a key; looks first whether it is the one that came here in the last record. */
  private JsonKey key(int at, JsonLevel level, JsonKey before) throws JsonFault {
    byte[] json = scanner.bytes;
    JsonKey expected = before == null ? level.first : before.next;
    behind = expected == null ? -1 : expected.behind(json, at);
    if (behind >= 0) {
      return expected;
    }
    if (json[at] != '"') {
      throw scanner.unexpected(at, before == null ? JsonPlace.FIRST_KEY : JsonPlace.NEXT_KEY);
    }
    behind = scanner.string(at);
    JsonKey key;
    if (scanner.escaped) {
      byte[] name = JsonText.name(json, at + 1, behind - 1);
      key = level.key(name, 0, name.length);
    } else {
      key = level.key(json, at + 1, behind - 1);
    }
    if (before == null) {
      level.first = key;
    } else {
      before.next = key;
    }
    return key;
  }

  private int value(int at, JsonKey key, int depth, int parent) throws JsonFault {
    switch (scanner.bytes[at]) {
      case '"' -> {
        int end = scanner.string(at);
        add(key, scanner.escaped ? JsonKind.escaped : JsonKind.text, at + 1, end - 1, parent);
        return end;
      }
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        return add(key, JsonKind.number, at, scanner.number(at), parent);
      }
      case '[' -> {
        return add(key, JsonKind.nested, at, nesting.nested(at, depth), parent);
      }
      case '{' -> {
        return key.inside == null
            ? add(key, JsonKind.nested, at, nesting.nested(at, depth), parent)
            : inside(key, at, depth, parent);
      }
      case 't', 'f' -> {
        return add(key, JsonKind.bool, at, scanner.literal(at, JsonPlace.VALUE), parent);
      }
      default -> {
        return scanner.literal(at, JsonPlace.VALUE);
      }
    }
  }

  private int inside(JsonKey key, int at, int depth, int parent) throws JsonFault {
    if (key.columns.length == 0) {
      return object(at, key.inside, depth, parent);
    }
    int whole = values.add(key, JsonKind.nested, at, at, parent);
    int end = object(at, key.inside, depth, whole);
    check(at, end);
    values.end(whole, end);
    return end;
  }

  private int add(JsonKey key, JsonKind kind, int from, int to, int parent) throws JsonFault {
    check(from, to);
    values.add(key, kind, from, to, parent);
    return to;
  }

  private void check(int from, int to) throws JsonFault {
    if (to - from > maxField) {
      throw scanner.fault(
          from, "a field of more than %d bytes (limits.max_field)".formatted(maxField));
    }
  }
}
