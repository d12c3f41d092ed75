package io.ingot.readers;

/** Records whose fields stand between delimiters. */
final class DelimitedParser extends CsvParser {
  static final String UNCLOSED = "a quote is not closed";
  static final String BEHIND = "text behind a closing quote";

  private static final String ESCAPED = "bfnrtv";
  private static final String CONTROLS = "\b\f\n\r\t\u000b";

  private final CsvSyntax syntax;
  private final Marks nulls;
  private final int maxField;
  private final int delimiterLength;
  private final byte delimiterFirst;
  private final boolean[] stops;
  private String why;

  /**
   * Makes the parser.
   *
   * @param nulls marks that are compared before backslashes are read
   * @param maxField how long a quote may stay open
   */
  DelimitedParser(CsvSyntax syntax, Marks nulls, int maxField) {
    this.syntax = syntax;
    this.nulls = nulls;
    this.maxField = maxField;
    this.delimiterLength = syntax.delimiter.length;
    this.delimiterFirst = syntax.delimiter[0];
    this.stops = syntax.stops;
  }

  @Override
  int take(byte[] bytes, int at, int limit, boolean ended) {
    why = null;
    int i = at;
    while (true) {
      if (!ended && isCut(bytes, i, limit)) {
        return MORE;
      }
      i =
          CsvSyntax.at(syntax.quote, bytes, i, limit)
              ? quoted(bytes, i, limit, ended)
              : unquoted(bytes, i, limit, ended);
      if (why != null) {
        return broken(why, bytes, at, limit, ended);
      }
      if (i == MORE || i == limit || bytes[i] != delimiterFirst) {
        return i;
      }
      i += delimiterLength;
    }
  }

  /** Whether a mark of several bytes may go on behind the bytes at hand. */
  private boolean isCut(byte[] bytes, int at, int limit) {
    return CsvSyntax.cut(syntax.quote, bytes, at, limit);
  }

  /** A field without quotes; answers where it ends: at a delimiter, a line end, the limit. */
  private int unquoted(byte[] bytes, int at, int limit, boolean ended) {
    int i = at;
    int copied = at;
    int mark = -1;
    while (true) {
      while (!stops[bytes[i] & 0xff]) {
        i++;
      }
      if (i >= limit) {
        if (!ended) {
          return MORE;
        }
        break;
      }
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        break;
      }
      if (b == delimiterFirst) {
        if (delimiterLength == 1 || CsvSyntax.at(syntax.delimiter, bytes, i, limit)) {
          break;
        }
        if (!ended && CsvSyntax.cut(syntax.delimiter, bytes, i, limit)) {
          return MORE;
        }
      }
      if (b == '\\' && syntax.backslash) {
        if (mark < 0) {
          mark = fields.mark();
        }
        fields.put(bytes, copied, i);
        i = unescaped(bytes, i, limit, ended);
        if (i == MORE) {
          return MORE;
        }
        copied = i;
      } else {
        i++;
      }
    }
    if (mark < 0 || nulls.has(bytes, at, i)) {
      fields.add(at, i);
    } else {
      fields.put(bytes, copied, i);
      fields.addApart(mark, false);
    }
    return i;
  }

  /** A field in quotes; answers where what stands behind it ends. */
  private int quoted(byte[] bytes, int at, int limit, boolean ended) {
    byte[] quote = syntax.quote;
    byte[] escape = syntax.escape;
    int begin = at + quote.length;
    int i = begin;
    int copied = begin;
    int mark = -1;
    int stop = syntax.multiline ? (int) Math.min(limit, begin + maxField + 1L) : limit;
    while (true) {
      byte b = bytes[i];
      if (i >= stop) {
        if (stop == limit && !ended) {
          return MORE;
        }
        why =
            stop == limit
                ? UNCLOSED
                : UNCLOSED + " within " + maxField + " bytes (limits.max_field)";
        return i;
      }
      if ((b == '\n' || b == '\r') && !syntax.multiline) {
        why = UNCLOSED;
        return i;
      }
      boolean isEscape = syntax.ownEscape && CsvSyntax.at(escape, bytes, i, limit);
      boolean isQuote = CsvSyntax.at(quote, bytes, i, limit);
      boolean isBackslash = syntax.backslash && b == '\\';
      if (!isEscape && !isQuote && !isBackslash) {
        i++;
        continue;
      }
      if (!ended && limit - i < 2 * Math.max(quote.length, escape.length)) {
        return MORE;
      }
      int next = i + (isEscape ? escape.length : quote.length);
      boolean pair =
          isEscape
              ? CsvSyntax.at(quote, bytes, next, limit) || CsvSyntax.at(escape, bytes, next, limit)
              : isQuote
                  && !syntax.ownEscape
                  && escape.length > 0
                  && CsvSyntax.at(quote, bytes, next, limit);
      if (pair || isBackslash) {
        mark = mark < 0 ? fields.mark() : mark;
        fields.put(bytes, copied, i);
        if (pair) {
          copied = next;
          i = next + (CsvSyntax.at(quote, bytes, next, limit) ? quote.length : escape.length);
        } else {
          i = unescaped(bytes, i, limit, ended);
          if (i == MORE) {
            return MORE;
          }
          copied = i;
        }
      } else if (isQuote) {
        if (mark < 0) {
          fields.addQuoted(begin, i);
        } else {
          fields.put(bytes, copied, i);
          fields.addApart(mark, true);
        }
        return behindQuote(bytes, next, limit, ended);
      } else {
        i = next;
      }
    }
  }

  private int behindQuote(byte[] bytes, int at, int limit, boolean ended) {
    int i = at;
    while (i < limit && syntax.space(bytes[i])) {
      i++;
    }
    if (i >= limit) {
      return ended ? limit : MORE;
    }
    if (bytes[i] == '\n' || bytes[i] == '\r' || CsvSyntax.at(syntax.delimiter, bytes, i, limit)) {
      return i;
    }
    if (!ended && CsvSyntax.cut(syntax.delimiter, bytes, i, limit)) {
      return MORE;
    }
    why = BEHIND;
    return i;
  }

  /** Reads what a backslash stands for; answers where the text goes on. */
  private int unescaped(byte[] bytes, int at, int limit, boolean ended) {
    int next = at + 1;
    int longest = Math.max(2, Math.max(delimiterLength, syntax.quote.length));
    if (!ended && limit - next < longest) {
      return MORE;
    }
    byte c = bytes[next];
    int control = next < limit && c > 0 ? ESCAPED.indexOf(c) : -1;
    if (control >= 0) {
      fields.put((byte) CONTROLS.charAt(control));
      return next + 1;
    }
    int literal = 0;
    if (next >= limit) {
      literal = 0;
    } else if (CsvSyntax.at(syntax.delimiter, bytes, next, limit)) {
      literal = delimiterLength;
    } else if (CsvSyntax.at(syntax.quote, bytes, next, limit)) {
      literal = syntax.quote.length;
    } else if (c == '\\' || c == '\n') {
      literal = 1;
    } else if (c == '\r') {
      literal = next + 1 < limit && bytes[next + 1] == '\n' ? 2 : 1;
    }
    if (literal == 0) {
      fields.put((byte) '\\');
    }
    fields.put(bytes, next, next + literal);
    return next + literal;
  }
}
