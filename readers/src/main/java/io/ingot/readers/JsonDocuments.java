package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records that may go over lines: one behind the other, with or without commas, or items of an
 * array; or, if a path is declared, items of the array below it in a document. Other fields of such
 * a document do not count.
 *
 * <p>A record that is not JSON ends where its brackets close. Where they do not, nobody can tell
 * where the next one begins, and the file is refused.
 */
final class JsonDocuments implements JsonLayout {
  /** How many keys of a document a message names. */
  private static final int NAMED = 10;

  private final Window window;
  private final JsonScanner scanner;
  private final JsonNesting nesting;
  private final String path;
  private final Deque<Open> open = new ArrayDeque<>();
  private boolean isFirst = true;

  /** An array of records or documents, or an object that leads to records, that is not closed. */
  private static final class Open {
    private final boolean isArray;
    private final boolean isOfRecords;
    private final String path;
    private final List<String> keys = new ArrayList<>();
    private boolean isBehindValue;
    private boolean isFound;

    private Open(boolean isArray, boolean isOfRecords, String path) {
      this.isArray = isArray;
      this.isOfRecords = isOfRecords;
      this.path = path;
    }

    private void add(String key, boolean isIt) {
      isFound |= isIt;
      if (keys.size() < NAMED) {
        keys.add(key);
      }
    }

    private String found() {
      return keys.isEmpty() ? "it has no keys" : "its keys are " + String.join(", ", keys);
    }
  }

  /**
   * Makes the layout of a file.
   *
   * @param path dotted path of the records in a document; empty if they are not below anything
   */
  JsonDocuments(Window window, JsonScanner scanner, String path) {
    this.window = window;
    this.scanner = scanner;
    this.nesting = new JsonNesting(scanner);
    this.path = path;
  }

  @Override
  public boolean isAcrossLines() {
    return true;
  }

  @Override
  public void checkBehind(int end) {
    isFirst = false;
  }

  @Override
  public boolean next() throws IOException, JsonFault {
    try {
      while (true) {
        Open in = open.peek();
        boolean isObject = in != null && !in.isArray;
        window.at = isObject ? scanner.space(window.at) : separators(window.at);
        if (window.at >= window.limit) {
          return end();
        }
        if (isObject) {
          field(in);
        } else if (isRecord(in)) {
          return true;
        }
      }
    } catch (JsonFault fault) {
      if (!fault.isMoreNeeded()) {
        throw unreadable(fault.kind(), window.offset(fault.at));
      }
      throw fault;
    }
  }

  private int separators(int from) {
    int at = scanner.space(from);
    while (window.bytes[at] == ',') {
      at = scanner.space(at + 1);
    }
    return at;
  }

  private boolean end() throws JsonFault, UnreadableFileException {
    if (!window.ended) {
      throw JsonFault.more();
    }
    if (!open.isEmpty()) {
      throw new UnreadableFileException(
          "it ends inside an %s, at byte %d"
              .formatted(open.peek().isArray ? "array" : "object", window.offset(window.at)));
    }
    return false;
  }

  /** Whether a record begins here; if not, goes into an array or a document, or out of one. */
  private boolean isRecord(Open in) throws JsonFault {
    byte b = window.bytes[window.at];
    if (in != null && b == ']') {
      open.pop();
    } else if (in == null && b == '[') {
      open.push(new Open(true, path.isEmpty(), path));
    } else if (in == null ? path.isEmpty() : in.isOfRecords) {
      return true;
    } else if (b == '{') {
      open.push(new Open(false, false, path));
    } else {
      throw scanner.unexpected(window.at, JsonPlace.RECORD);
    }
    window.at++;
    return false;
  }

  /** Goes over a field of a document, or into it, or out of the document. */
  private void field(Open in) throws JsonFault, UnreadableFileException {
    int at = window.at;
    if (window.bytes[at] == '}') {
      if (!in.isFound) {
        throw new UnreadableFileException(
            "the document that ends at byte %d has nothing at %s; %s"
                .formatted(window.offset(at), path, in.found()));
      }
      open.pop();
      window.at = at + 1;
      return;
    }
    if (in.isBehindValue) {
      if (window.bytes[at] != ',') {
        throw scanner.unexpected(at, JsonPlace.BEHIND_VALUE);
      }
      at = scanner.space(at + 1);
    }
    if (window.bytes[at] != '"') {
      throw scanner.unexpected(at, in.isBehindValue ? JsonPlace.NEXT_KEY : JsonPlace.FIRST_KEY);
    }
    int behind = scanner.string(at);
    String key = new String(JsonText.name(window.bytes, at + 1, behind - 1), UTF_8);
    int value = scanner.colon(behind);
    scanner.checkComplete(value);
    window.at = behindField(in, key, at, value);
    in.isBehindValue = true;
  }

  /** The place behind a field's value, or inside it if that is or leads to the records. */
  private int behindField(Open in, String key, int at, int value)
      throws JsonFault, UnreadableFileException {
    byte first = window.bytes[value];
    boolean isRecords = key.equals(in.path);
    boolean isFound = isRecords || (first == '{' && in.path.startsWith(key + "."));
    if (isFound && in.isFound) {
      throw scanner.fault(at, "key %s twice".formatted(key));
    }
    if (!isFound || first == 'n') {
      nesting.clear();
      int end = nesting.value(value, open.size());
      scanner.checkComplete(end);
      in.add(key, isFound);
      return end;
    }
    if (isRecords && first != '[') {
      throw new UnreadableFileException(
          "%s is not an array, at byte %d".formatted(path, window.offset(value)));
    }
    in.add(key, true);
    open.push(
        isRecords
            ? new Open(true, true, "")
            : new Open(false, false, in.path.substring(key.length() + 1)));
    return value + 1;
  }

  @Override
  public int behindBroken(JsonFault fault) throws IOException {
    byte first = window.bytes[window.at];
    long at = window.offset(fault.at);
    while (true) {
      scanner.look(window, true);
      try {
        return first == '{' || first == '['
            ? JsonBrackets.behind(window.bytes, window.at, window.limit, window.ended)
            : scanner.scalar(window.at, JsonPlace.RECORD);
      } catch (JsonFault unclosed) {
        if (!unclosed.isMoreNeeded()) {
          throw unreadable(fault.kind(), at);
        }
        window.more();
      }
    }
  }

  private UnreadableFileException unreadable(String kind, long at) throws IOException {
    if (isFirst) {
      JsonLayout.checkText(window);
    }
    return new UnreadableFileException("it is not JSON: %s, at byte %d".formatted(kind, at));
  }
}
