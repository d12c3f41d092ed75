package io.ingot.readers;

import java.io.IOException;
import java.util.Optional;

/**
 * The records of a text, one after the other, taken apart into fields. Lines without content and
 * comments are no records.
 */
final class CsvRecords {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** How much of a file is looked at to see whether it is text. */
  private static final int HEAD = 64 << 10;

  private final Window window;
  private final CsvSyntax syntax;
  private final CsvParser parser;
  private final boolean trailingDelimiter;
  private long to = Long.MAX_VALUE;
  private int behind;

  private CsvRecords(Window window, CsvSyntax syntax, CsvParser parser, boolean trailingDelimiter) {
    this.window = window;
    this.syntax = syntax;
    this.parser = parser;
    this.trailingDelimiter = trailingDelimiter;
    this.behind = window.at;
  }

  static CsvRecords of(Window window, ReadSpec spec) {
    CsvDialect dialect = spec.format().csv();
    CsvSyntax syntax = new CsvSyntax(dialect);
    CsvParser parser =
        dialect.widths().isEmpty()
            ? new DelimitedParser(syntax, Marks.of(dialect.nulls()), spec.maxField())
            : new FixedWidthParser(dialect.widths());
    return new CsvRecords(window, syntax, parser, dialect.trailingDelimiter());
  }

  /** Lets only records count that begin before a place in the file. */
  void until(long place) {
    to = place;
  }

  /**
   * Goes to the next record.
   *
   * @return whether there is one
   */
  boolean next() throws IOException {
    window.at = behind;
    if (!skipNothing()) {
      return false;
    }
    int stop = parse();
    while (stop == CsvParser.MORE) {
      window.more();
      stop = parse();
    }
    behind = stop;
    return true;
  }

  private int parse() {
    return parser.parse(window.bytes, window.at, window.limit, window.ended);
  }

  /** The bytes in which the record stands, from {@link #at} to {@link #end}. */
  byte[] bytes() {
    return window.bytes;
  }

  int at() {
    return window.at;
  }

  int end() {
    return parser.end();
  }

  /** The record's place in the file. */
  long position() {
    return window.offset(window.at);
  }

  /** The place in the file behind the record. */
  long behind() {
    return window.offset(behind);
  }

  CsvFields fields() {
    return parser.fields;
  }

  /** How many fields the record has, a last one behind a delimiter that ends lines not counted. */
  int dataFields() {
    CsvFields fields = parser.fields;
    int last = fields.count - 1;
    boolean isBehindAll =
        trailingDelimiter
            && last > 0
            && fields.from[last] == fields.to[last]
            && !fields.isQuoted(last);
    return isBehindAll ? last : fields.count;
  }

  /** Lets the record be the next one again. */
  void again() {
    behind = window.at;
  }

  /** Why the record cannot be taken apart; empty if it can. */
  String fault() {
    return parser.fault();
  }

  boolean isBroken() {
    return parser.isBroken();
  }

  /**
   * Looks at the beginning of a file, and skips a byte order mark.
   *
   * @throws UnreadableFileException if it is no text
   */
  void begin(String encoding) throws IOException {
    while (window.limit - window.at < MARK.length && !window.ended) {
      window.more();
    }
    int head = Math.min(window.limit, window.at + HEAD);
    Optional<String> refusal = Encodings.refusal(window.bytes, window.at, head, encoding);
    if (refusal.isPresent()) {
      throw new UnreadableFileException(refusal.orElseThrow());
    }
    if (CsvSyntax.at(MARK, window.bytes, window.at, window.limit)) {
      window.at += MARK.length;
    }
    behind = window.at;
  }

  /**
   * Skips a line, whatever is in it.
   *
   * @return whether there is something behind it
   */
  boolean skipLine() throws IOException {
    window.at = behind;
    int end = CsvParser.lineEnd(window.bytes, window.at, window.limit);
    while (!window.ended && end + 1 >= window.limit) {
      int looked = end - window.at;
      window.at += Math.max(0, looked - 1);
      window.more();
      end = CsvParser.lineEnd(window.bytes, window.at, window.limit);
    }
    behind = behind(end);
    window.at = behind;
    return behind < window.limit || !window.ended;
  }

  private int behind(int lineEnd) {
    if (lineEnd >= window.limit) {
      return window.limit;
    }
    boolean two =
        window.bytes[lineEnd] == '\r'
            && lineEnd + 1 < window.limit
            && window.bytes[lineEnd + 1] == '\n';
    return lineEnd + (two ? 2 : 1);
  }

  /** Skips lines without content and comments; answers whether a record begins then. */
  private boolean skipNothing() throws IOException {
    while (true) {
      int at = window.at;
      if (window.limit - at <= syntax.comment.length + 1 && !window.ended) {
        window.more();
      } else if (at == window.limit || window.offset(at) >= to) {
        return false;
      } else if ((window.bytes[at] <= ' ' && isBlank()) || isComment()) {
        behind = window.at;
        skipLine();
      } else {
        return true;
      }
    }
  }

  private boolean isComment() {
    return CsvSyntax.at(syntax.comment, window.bytes, window.at, window.limit);
  }

  /**
   * Whether nothing is written in this line; in quotes that go over lines, spaces are something.
   */
  private boolean isBlank() throws IOException {
    int i = window.at;
    if (!syntax.multiline) {
      while (i < window.limit && syntax.isSpace(window.bytes[i])) {
        i++;
        if (i == window.limit && !window.ended) {
          int looked = i - window.at;
          window.more();
          i = window.at + looked;
        }
      }
    }
    return i == window.limit || window.bytes[i] == '\n' || window.bytes[i] == '\r';
  }
}
