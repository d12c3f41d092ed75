package io.ingot.readers;

/**
 * What a backslash stands for, as PostgreSQL's COPY and Hive write text: a control character, a
 * delimiter, a quote, a line end, a backslash. Any other backslash is text.
 */
final class Backslashes {
  private static final String LETTERS = "bfnrtv";
  private static final String CONTROLS = "\b\f\n\r\t\u000b";

  private final CsvSyntax syntax;
  private final int longest;

  Backslashes(CsvSyntax syntax) {
    this.syntax = syntax;
    this.longest = Math.max(2, Math.max(syntax.delimiter.length, syntax.quote.length));
  }

  /**
   * Adds the text for a backslash to the one that is put together.
   *
   * @param at where the backslash is
   * @return where the text goes on, or {@link CsvParser#MORE}
   */
  int read(byte[] bytes, int at, int limit, boolean ended, CsvFields fields) {
    int next = at + 1;
    if (!ended && limit - next < longest) {
      return CsvParser.MORE;
    }
    int control = next < limit && bytes[next] > 0 ? LETTERS.indexOf(bytes[next]) : -1;
    if (control >= 0) {
      fields.put((byte) CONTROLS.charAt(control));
      return next + 1;
    }
    int literal = next < limit ? literal(bytes, next, limit) : 0;
    if (literal == 0) {
      fields.put((byte) '\\');
    }
    fields.put(bytes, next, next + literal);
    return next + literal;
  }

  /** How many bytes behind a backslash stand for themselves. */
  private int literal(byte[] bytes, int at, int limit) {
    if (CsvSyntax.at(syntax.delimiter, bytes, at, limit)) {
      return syntax.delimiter.length;
    }
    if (CsvSyntax.at(syntax.quote, bytes, at, limit)) {
      return syntax.quote.length;
    }
    if (bytes[at] == '\r') {
      return at + 1 < limit && bytes[at + 1] == '\n' ? 2 : 1;
    }
    return bytes[at] == '\\' || bytes[at] == '\n' ? 1 : 0;
  }
}
