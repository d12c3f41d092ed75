package io.ingot.readers;

import java.util.Arrays;

/** What the escapes in a JSON string stand for. */
final class JsonText {
  private static final int NONE = -1;

  private byte[] bytes = new byte[256];
  private int length;

  /** The text after {@link #read}. */
  byte[] bytes() {
    return bytes;
  }

  /** Its bytes. */
  int length() {
    return length;
  }

  /** The name that a key stands for; as it is written if UTF-8 does not know it. */
  static byte[] name(byte[] json, int from, int to) {
    JsonText text = new JsonText();
    return text.read(json, from, to)
        ? Arrays.copyOf(text.bytes, text.length)
        : Arrays.copyOfRange(json, from, to);
  }

  /**
   * Reads the inside of a string.
   *
   * @param json a string that {@link JsonScanner} has checked
   * @return whether UTF-8 knows the text: it does not know half a surrogate pair
   */
  boolean read(byte[] json, int from, int to) {
    if (bytes.length < to - from) {
      bytes = new byte[Math.max(to - from, 2 * bytes.length)];
    }
    length = 0;
    int at = from;
    while (at < to) {
      if (json[at] != '\\') {
        bytes[length++] = json[at++];
        continue;
      }
      byte escape = json[at + 1];
      at += 2;
      if (escape != 'u') {
        bytes[length++] = character(escape);
        continue;
      }
      int unit = unit(json, at);
      at += 4;
      int point = unit;
      if (Character.isSurrogate((char) unit)) {
        point = pair(unit, json, at, to);
        if (point == NONE) {
          return false;
        }
        at += 6;
      }
      put(point);
    }
    return true;
  }

  private static byte character(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static int pair(int high, byte[] json, int at, int to) {
    if (to - at < 6 || json[at] != '\\' || json[at + 1] != 'u') {
      return NONE;
    }
    char low = (char) unit(json, at + 2);
    return Character.isSurrogatePair((char) high, low)
        ? Character.toCodePoint((char) high, low)
        : NONE;
  }

  private static int unit(byte[] json, int at) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      unit = (unit << 4) | Character.digit(json[at + i], 16);
    }
    return unit;
  }

  private void put(int point) {
    if (point < 0x80) {
      bytes[length++] = (byte) point;
      return;
    }
    if (point < 0x800) {
      bytes[length++] = (byte) (0xc0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        bytes[length++] = (byte) (0xe0 | (point >> 12));
      } else {
        bytes[length++] = (byte) (0xf0 | (point >> 18));
        bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      }
      bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
    }
    bytes[length++] = (byte) (0x80 | (point & 0x3f));
  }
}
