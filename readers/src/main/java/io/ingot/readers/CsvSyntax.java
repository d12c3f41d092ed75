package io.ingot.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The marks of a CSV dialect, as the bytes that they are in UTF-8. */
final class CsvSyntax {
  final byte[] delimiter;
  final byte[] quote;
  final byte[] escape;
  final byte[] comment;
  final boolean multiline;
  final boolean backslash;

  /** Whether an escape is something else than a second quote. */
  final boolean ownEscape;

  /** Bytes at which the text of an unquoted field may end: 0 too, which stands behind a window. */
  final boolean[] stops = new boolean[256];

  /** Bytes at which the text of a quoted field may end or change. */
  final boolean[] quotedStops = new boolean[256];

  /** The delimiter's first byte, eight times. */
  final long delimiters;

  CsvSyntax(CsvDialect dialect) {
    delimiter = dialect.delimiter().getBytes(UTF_8);
    quote = dialect.quote().getBytes(UTF_8);
    escape = dialect.escape().getBytes(UTF_8);
    comment = dialect.comment().getBytes(UTF_8);
    multiline = dialect.multiline();
    backslash = dialect.backslash();
    ownEscape = escape.length > 0 && !Arrays.equals(escape, quote);
    stops[0] = true;
    stops['\n'] = true;
    stops['\r'] = true;
    stops[delimiter[0] & 0xff] = true;
    stops['\\'] |= backslash;
    quotedStops[0] = true;
    quotedStops['\n'] = true;
    quotedStops['\r'] = true;
    quotedStops['\\'] = backslash;
    if (quote.length > 0) {
      quotedStops[quote[0] & 0xff] = true;
    }
    if (escape.length > 0) {
      quotedStops[escape[0] & 0xff] = true;
    }
    delimiters = Words.repeated(delimiter[0]);
  }

  /** Whether a mark that is not empty stands at a place. */
  static boolean at(byte[] mark, byte[] bytes, int at, int limit) {
    return mark.length > 0
        && mark[0] == bytes[at]
        && (mark.length == 1
            ? at < limit
            : limit - at >= mark.length
                && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length));
  }

  /** Whether bytes at the end of a window may be the beginning of a mark. */
  static boolean isCut(byte[] mark, byte[] bytes, int at, int limit) {
    return limit - at < mark.length && Arrays.equals(bytes, at, limit, mark, 0, limit - at);
  }

  /** Whether a byte is a space and not part of the delimiter. */
  boolean isSpace(byte b) {
    return b >= 0 && b <= ' ' && b != '\n' && b != '\r' && b != delimiter[0];
  }
}
