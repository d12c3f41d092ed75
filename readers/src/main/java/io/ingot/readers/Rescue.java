package io.ingot.readers;

/** Collects what one record has to rescue, as the JSON object that {@code _rescued} holds. */
public final class Rescue {
  private static final byte[] HEX =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private byte[] json = new byte[256];
  private int length;

  public void clear() {
    length = 0;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** Adds a name and its text, both valid UTF-8. */
  public void add(byte[] name, byte[] utf8, int from, int to) {
    put(length == 0 ? '{' : ',');
    text(name, 0, name.length);
    put(':');
    text(utf8, from, to);
  }

  /** Adds a name and bytes that are not UTF-8, one character per byte (ISO-8859-1). */
  public void addBytes(byte[] name, byte[] bytes, int from, int to) {
    put(length == 0 ? '{' : ',');
    text(name, 0, name.length);
    put(':');
    put('"');
    for (int i = from; i < to; i++) {
      int c = bytes[i] & 0xff;
      if (c < 0x80) {
        character((byte) c);
      } else {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
      }
    }
    put('"');
  }

  /** Sets {@code _rescued} of a row; leaves it NULL if there is nothing. */
  public void write(Row row, int ordinal) {
    if (length > 0) {
      put('}');
      row.setText(ordinal, json, 0, length);
    }
  }

  private void text(byte[] utf8, int from, int to) {
    put('"');
    for (int i = from; i < to; i++) {
      character(utf8[i]);
    }
    put('"');
  }

  private void character(byte c) {
    if (c == '"' || c == '\\') {
      put('\\');
      put(c);
    } else if (c >= 0 && c < ' ') {
      control(c);
    } else {
      put(c);
    }
  }

  private void control(byte c) {
    put('\\');
    switch (c) {
      case '\b' -> put('b');
      case '\f' -> put('f');
      case '\n' -> put('n');
      case '\r' -> put('r');
      case '\t' -> put('t');
      default -> {
        put('u');
        put('0');
        put('0');
        put(HEX[c >> 4]);
        put(HEX[c & 15]);
      }
    }
  }

  private void put(int b) {
    if (length == json.length) {
      json = java.util.Arrays.copyOf(json, 2 * length);
    }
    json[length++] = (byte) b;
  }
}
