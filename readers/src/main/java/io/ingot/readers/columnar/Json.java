package io.ingot.readers.columnar;

import io.ingot.readers.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * Writes one nested value as JSON: every digit of a number, dates and times in ISO form, bytes in
 * base64, missing members as {@code null}. Bytes of a text that are not UTF-8 are one character
 * each (ISO-8859-1). Commas need no call.
 */
public final class Json extends AsText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final TextBuffer out = new TextBuffer();
  private final MapKey key = new MapKey(this);
  private boolean separated = true;
  private boolean exact = true;

  /** Forgets what was written. */
  void clear() {
    out.clear();
    separated = true;
    exact = true;
  }

  /** Whether all texts that were written are UTF-8. */
  boolean isExact() {
    return exact;
  }

  byte[] bytes() {
    return out.bytes;
  }

  int length() {
    return out.length;
  }

  public void beginObject() {
    begin('{');
  }

  public void endObject() {
    end('}');
  }

  public void beginArray() {
    begin('[');
  }

  public void endArray() {
    end(']');
  }

  /** The name of the member that comes next. */
  public void name(byte[] utf8) {
    name(utf8, 0, utf8.length);
  }

  void name(byte[] utf8, int from, int to) {
    separate();
    quoted(utf8, from, to);
    out.put(':');
    separated = true;
  }

  /** Takes the name of the member that comes next, out of any value but NULL. */
  public Cell key() {
    return key;
  }

  @Override
  public void takeNull() {
    separate();
    out.put("null");
  }

  @Override
  public void takeText(byte[] utf8, int from, int to) {
    separate();
    quoted(utf8, from, to);
  }

  @Override
  void written(boolean bare) {
    separate();
    if (bare) {
      out.put(text.bytes, 0, text.length);
    } else {
      quoted(text.bytes, 0, text.length);
    }
  }

  @Override
  public Json open() {
    return this;
  }

  @Override
  public void close() {
    // What is nested in it stands where it belongs.
  }

  private void begin(char bracket) {
    separate();
    out.put(bracket);
    separated = true;
  }

  private void end(char bracket) {
    out.put(bracket);
    separated = false;
  }

  private void separate() {
    if (!separated) {
      out.put(',');
    }
    separated = false;
  }

  private void quoted(byte[] utf8, int from, int to) {
    boolean valid = Utf8.isValid(utf8, from, to);
    exact &= valid;
    out.put('"');
    for (int i = from; i < to; i++) {
      byte c = utf8[i];
      if (c == '"' || c == '\\') {
        out.put('\\');
        out.put((char) c);
      } else if (c >= 0 && c < ' ') {
        control(c);
      } else if (c >= 0 || valid) {
        out.put((char) c);
      } else {
        out.put((char) (0xc0 | ((c & 0xff) >> 6)));
        out.put((char) (0x80 | (c & 0x3f)));
      }
    }
    out.put('"');
  }

  private void control(byte c) {
    switch (c) {
      case '\b' -> out.put("\\b");
      case '\f' -> out.put("\\f");
      case '\n' -> out.put("\\n");
      case '\r' -> out.put("\\r");
      case '\t' -> out.put("\\t");
      default -> {
        out.put("\\u00");
        out.put((char) HEX[c >> 4]);
        out.put((char) HEX[c & 15]);
      }
    }
  }
}
