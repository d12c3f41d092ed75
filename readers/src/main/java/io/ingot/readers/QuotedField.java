package io.ingot.readers;

/** Reads fields in quotes. */
final class QuotedField {
  private static final String UNCLOSED = "a quote is not closed";
  private static final String BEHIND = "text behind a closing quote";

  private final CsvSyntax syntax;
  private final CsvFields fields;
  private final Backslashes backslashes;
  private final int maxField;
  private final int pair;
  private String fault;

  /**
   * Makes the reader.
   *
   * @param fields where the fields go
   * @param maxField how long a quote may stay open over lines
   */
  QuotedField(CsvSyntax syntax, CsvFields fields, Backslashes backslashes, int maxField) {
    this.syntax = syntax;
    this.fields = fields;
    this.backslashes = backslashes;
    this.maxField = maxField;
    this.pair = 2 * Math.max(syntax.quote.length, syntax.escape.length);
  }

  /** Why the last field cannot be read; null if it can. */
  String fault() {
    return fault;
  }

  /**
   * Reads a field.
   *
   * @param at where its opening quote is
   * @return where what stands behind it ends: at a delimiter, a line end, the limit; or {@link
   *     CsvParser#MORE}
   */
  int read(byte[] bytes, int at, int limit, boolean ended) {
    fault = null;
    int begin = at + syntax.quote.length;
    int stop = syntax.multiline ? (int) Math.min(limit, begin + maxField + 1L) : limit;
    int copied = begin;
    int mark = -1;
    int i = begin;
    while (true) {
      while (!syntax.quotedStops[bytes[i] & 0xff]) {
        i++;
      }
      if (i >= stop) {
        return stop == limit && !ended ? CsvParser.MORE : unclosed(stop < limit, i);
      }
      byte b = bytes[i];
      if ((b == '\n' || b == '\r') && !syntax.multiline) {
        return unclosed(false, i);
      }
      if (!ended && limit - i < pair) {
        return CsvParser.MORE;
      }
      int escaped = escaped(bytes, i, limit);
      boolean isBackslash = syntax.backslash && b == '\\';
      if (escaped > 0 || isBackslash) {
        mark = mark < 0 ? fields.mark() : mark;
        fields.put(bytes, copied, i);
        copied = escaped > 0 ? escaped : backslashes.read(bytes, i, limit, ended, fields);
        if (copied == CsvParser.MORE) {
          return CsvParser.MORE;
        }
        i = escaped > 0 ? behindMark(bytes, escaped, limit) : copied;
      } else if (CsvSyntax.at(syntax.quote, bytes, i, limit)) {
        add(bytes, mark, begin, copied, i);
        return behind(bytes, i + syntax.quote.length, limit, ended);
      } else {
        i++;
      }
    }
  }

  private int unclosed(boolean isTooLong, int at) {
    fault = isTooLong ? UNCLOSED + " within " + maxField + " bytes (limits.max_field)" : UNCLOSED;
    return at;
  }

  /** Where the quote or the escape is that an escape stands before; 0 if there is no escape. */
  private int escaped(byte[] bytes, int at, int limit) {
    byte[] escape = syntax.escape;
    if (!CsvSyntax.at(escape, bytes, at, limit)) {
      return 0;
    }
    int next = at + escape.length;
    boolean isPair =
        CsvSyntax.at(syntax.quote, bytes, next, limit)
            || (syntax.ownEscape && CsvSyntax.at(escape, bytes, next, limit));
    return isPair ? next : 0;
  }

  private int behindMark(byte[] bytes, int at, int limit) {
    return at
        + (CsvSyntax.at(syntax.quote, bytes, at, limit)
            ? syntax.quote.length
            : syntax.escape.length);
  }

  private void add(byte[] bytes, int mark, int begin, int copied, int end) {
    if (mark < 0) {
      fields.addQuoted(begin, end);
    } else {
      fields.put(bytes, copied, end);
      fields.addApart(mark, true);
    }
  }

  private int behind(byte[] bytes, int at, int limit, boolean ended) {
    int i = at;
    while (i < limit && syntax.isSpace(bytes[i])) {
      i++;
    }
    if (i >= limit) {
      return ended ? limit : CsvParser.MORE;
    }
    if (bytes[i] == '\n' || bytes[i] == '\r' || CsvSyntax.at(syntax.delimiter, bytes, i, limit)) {
      return i;
    }
    if (!ended && CsvSyntax.isCut(syntax.delimiter, bytes, i, limit)) {
      return CsvParser.MORE;
    }
    fault = BEHIND;
    return i;
  }
}
