package io.ingot.readers;

import java.util.BitSet;

/** Finds the end of an object or array that is not JSON, if its brackets match nevertheless. */
final class JsonBrackets {
  private JsonBrackets() {}

  /**
   * The place behind the bracket that closes the one at a place.
   *
   * @throws JsonFault {@link JsonFault#more}, or another one if there is none
   */
  static int behind(byte[] json, int from, int limit, boolean isEnd) throws JsonFault {
    BitSet arrays = new BitSet();
    int depth = 0;
    for (int at = from; at < limit; at++) {
      switch (json[at]) {
        case '{', '[' -> arrays.set(depth++, json[at] == '[');
        case '}', ']' -> {
          if (arrays.get(--depth) != (json[at] == ']')) {
            throw unmatched(at);
          }
          if (depth == 0) {
            return at + 1;
          }
        }
        case '"' -> at = quote(json, at + 1, limit);
        default -> {}
      }
    }
    throw isEnd ? unmatched(limit) : JsonFault.more();
  }

  /** The place of the quote that closes a string, or the limit. */
  private static int quote(byte[] json, int from, int limit) throws JsonFault {
    int at = from;
    while (at < limit && json[at] != '"') {
      if (json[at] == '\n' || json[at] == '\r') {
        throw unmatched(at);
      }
      at += json[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, limit);
  }

  private static JsonFault unmatched(int at) {
    return new JsonFault("brackets that do not match", at);
  }
}
