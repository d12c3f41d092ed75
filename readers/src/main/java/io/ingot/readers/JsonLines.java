package io.ingot.readers;

import java.io.IOException;

/**
 * Records that do not go over a line's end: one in each line, or several, one behind the other.
 * What cannot be read is corrupt up to the line's end.
 */
final class JsonLines implements JsonLayout {
  private final Window window;
  private final JsonScanner scanner;
  private final JsonParser parser;
  private final long to;
  private boolean isWithinLine;
  private boolean isFirst;

  /**
   * Makes the layout of a part of a file: of the lines that begin in it.
   *
   * @param from the part's first byte; the window begins one byte before it, to see a line's end
   * @param to behind the part
   */
  JsonLines(Window window, JsonScanner scanner, JsonParser parser, long from, long to) {
    this.window = window;
    this.scanner = scanner;
    this.parser = parser;
    this.to = to;
    this.isWithinLine = from > 0;
    this.isFirst = from == 0;
  }

  @Override
  public boolean isAcrossLines() {
    return false;
  }

  @Override
  public boolean next() throws JsonFault {
    while (true) {
      int at = isWithinLine ? lineEnd(window.at) : scanner.space(window.at);
      window.at = at;
      if (at >= window.limit) {
        if (window.ended) {
          return false;
        }
        throw JsonFault.more();
      }
      if (!isLineEnd(at)) {
        return true;
      }
      isWithinLine = false;
      window.at = at + 1;
      if (window.offset(window.at) >= to) {
        return false;
      }
    }
  }

  @Override
  public void checkBehind(int end) throws JsonFault {
    int at = scanner.space(end);
    scanner.checkComplete(at);
    if (at < window.limit && !isLineEnd(at) && window.bytes[at] != '{') {
      throw scanner.unexpected(at, JsonPlace.BEHIND_RECORD);
    }
    isFirst = false;
  }

  @Override
  public int behindBroken(JsonFault fault) throws IOException {
    int met = fault.at - window.at;
    if (isFirst) {
      JsonLayout.checkText(window);
      refuseOtherLayout(fault);
      isFirst = false;
    }
    int end = lineEnd(window.at + met);
    while (end == window.limit && !window.ended) {
      met = end - window.at;
      window.more();
      end = lineEnd(window.at + met);
    }
    return end;
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < window.limit && !isLineEnd(at)) {
      at++;
    }
    return at;
  }

  private boolean isLineEnd(int at) {
    return window.bytes[at] == '\n' || window.bytes[at] == '\r';
  }

  /** If a file does not begin with a line of its own, its lines are no records. */
  private void refuseOtherLayout(JsonFault fault) throws IOException {
    boolean isArray = fault.kind().equals(JsonFault.ARRAY) && isArrayOfObjects();
    if (isArray || (fault.kind().equals(JsonFault.LINE_ENDS) && isObjectOverLines())) {
      throw new UnreadableFileException(
          "one object per line expected, %s found; declare layout: any"
              .formatted(isArray ? JsonFault.ARRAY : "an object over several lines"));
    }
  }

  private boolean isArrayOfObjects() throws IOException {
    while (true) {
      scanner.look(window, true);
      int at = scanner.space(window.at + 1);
      if (at < window.limit || window.ended) {
        return window.bytes[at] == '{';
      }
      window.more();
    }
  }

  private boolean isObjectOverLines() throws IOException {
    while (true) {
      scanner.look(window, true);
      try {
        return parser.record(window.at) > window.at;
      } catch (JsonFault other) {
        if (!other.isMoreNeeded()) {
          return false;
        }
        window.more();
      }
    }
  }
}
