package io.ingot.readers;

/** Records whose fields stand between delimiters. */
final class DelimitedParser extends CsvParser {
  private final CsvSyntax syntax;
  private final Marks nulls;
  private final Backslashes backslashes;
  private final QuotedField quotes;
  private final boolean isPlain;
  private final int delimiterLength;
  private final byte delimiter;
  private final byte quote;

  /**
   * Makes the parser.
   *
   * @param nulls marks that are compared before backslashes are read
   * @param maxField how long a quote may stay open over lines
   */
  DelimitedParser(CsvSyntax syntax, Marks nulls, int maxField) {
    this.syntax = syntax;
    this.nulls = nulls;
    this.backslashes = new Backslashes(syntax);
    this.quotes = new QuotedField(syntax, fields, backslashes, maxField);
    this.delimiterLength = syntax.delimiter.length;
    this.delimiter = syntax.delimiter[0];
    this.isPlain = delimiterLength == 1 && delimiter >= 0 && !syntax.backslash;
    this.quote = syntax.quote.length == 0 ? 0 : syntax.quote[0];
  }

  @Override
  int take(byte[] bytes, int at, int limit, boolean ended) {
    int i = at;
    while (true) {
      if (bytes[i] == quote && quote != 0) {
        if (!ended && CsvSyntax.isCut(syntax.quote, bytes, i, limit)) {
          return MORE;
        }
        if (CsvSyntax.at(syntax.quote, bytes, i, limit)) {
          i = quotes.read(bytes, i, limit, ended);
          if (quotes.fault() != null) {
            return broken(quotes.fault(), bytes, at, limit, ended);
          }
          if (isEnd(bytes, i, limit)) {
            return i;
          }
          i += delimiterLength;
          continue;
        }
      }
      i = isPlain ? plain(bytes, i, limit, ended) : unquoted(bytes, i, limit, ended);
      if (isEnd(bytes, i, limit)) {
        return i;
      }
      i += isPlain ? 0 : delimiterLength;
    }
  }

  private static boolean isEnd(byte[] bytes, int at, int limit) {
    return at == MORE || at == limit || bytes[at] == '\n' || bytes[at] == '\r';
  }

  /**
   * Fields without quotes, eight bytes at a time; answers where they end: at a line end, the limit,
   * a quote at the beginning of the next field.
   */
  private int plain(byte[] bytes, int at, int limit, boolean ended) {
    int begin = at;
    long seen = 0;
    for (int i = at; ; i += Words.SIZE) {
      long word = Words.at(bytes, i);
      seen |= word;
      for (long marks = Words.either(word, syntax.delimiters); marks != 0; marks &= marks - 1) {
        int place = i + Words.first(marks);
        byte b = bytes[place];
        if (b == delimiter) {
          fields.add(begin, place);
          begin = place + 1;
          if (bytes[begin] == quote && quote != 0) {
            fields.see(seen);
            return begin;
          }
        } else if (b == '\n' || b == '\r' || place >= limit) {
          if (place >= limit && !ended) {
            return MORE;
          }
          fields.add(begin, place);
          fields.see(seen);
          return place;
        }
      }
    }
  }

  /** A field without quotes; answers where it ends: at a delimiter, a line end, the limit. */
  private int unquoted(byte[] bytes, int at, int limit, boolean ended) {
    fields.see(-1);
    int i = at;
    int copied = at;
    int mark = -1;
    while (true) {
      while (!syntax.stops[bytes[i] & 0xff]) {
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
      if (b == delimiter) {
        if (CsvSyntax.at(syntax.delimiter, bytes, i, limit)) {
          break;
        }
        if (!ended && CsvSyntax.isCut(syntax.delimiter, bytes, i, limit)) {
          return MORE;
        }
      }
      if (b == '\\' && syntax.backslash) {
        mark = mark < 0 ? fields.mark() : mark;
        fields.put(bytes, copied, i);
        i = backslashes.read(bytes, i, limit, ended, fields);
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
}
