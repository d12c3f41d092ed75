package io.ingot.core.admit;

import io.ingot.readers.CsvDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first record of a CSV text, as column names.
 *
 * @param names the names, trimmed, without quotes
 * @param lines how many lines it takes from the beginning of the text to its end, lines that are
 *     skipped included
 */
public record CsvHeader(List<String> names, int lines) {
  public CsvHeader {
    names = List.copyOf(names);
  }

  /**
   * Reads the first record, after the lines that the format skips and those without content,
   * without the byte order mark. Quoted names may hold delimiters, doubled or escaped quotes and,
   * where the format says so, line ends. A line ends in LF, CRLF or CR.
   *
   * @param head the beginning of the text
   * @param whole whether the text ends where {@code head} ends
   * @return empty if the first record does not end within {@code head}, or there is none
   */
  public static Optional<CsvHeader> parse(String head, boolean whole, CsvDialect format) {
    Reader reader = new Reader(head, whole, format);
    for (int i = 0; i < format.skipLines(); i++) {
      if (!reader.skipLine()) {
        return Optional.empty();
      }
    }
    while (reader.blankLine()) {
      if (!reader.skipLine()) {
        return Optional.empty();
      }
    }
    return reader.record();
  }

  /** Goes through the text once. */
  private static final class Reader {
    private final String text;
    private final boolean whole;
    private final boolean multiline;
    private final char delimiter;
    private final int quote;
    private final int escape;
    private int at;
    private int lines;

    Reader(String text, boolean whole, CsvDialect format) {
      this.text = text;
      this.whole = whole;
      this.multiline = format.multiline();
      this.delimiter = format.delimiter().charAt(0);
      this.quote = format.quote().isEmpty() ? -1 : format.quote().charAt(0);
      this.escape = format.escape().isEmpty() ? quote : format.escape().charAt(0);
      this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /** Whether another line begins behind this one. */
    boolean skipLine() {
      while (at < text.length() && !lineEnd(text.charAt(at))) {
        at++;
      }
      return nextLine();
    }

    private boolean nextLine() {
      if (at >= text.length()) {
        return false;
      }
      at += text.startsWith("\r\n", at) ? 2 : 1;
      lines++;
      return true;
    }

    /** Whether nothing is written in this line: what Spark's reader skips, spaces only by lines. */
    boolean blankLine() {
      int i = at;
      while (!multiline && i < text.length() && text.charAt(i) <= ' ' && !lineEnd(text.charAt(i))) {
        i++;
      }
      return i < text.length() && lineEnd(text.charAt(i));
    }

    Optional<CsvHeader> record() {
      List<String> names = new ArrayList<>();
      StringBuilder name = new StringBuilder();
      boolean quoted = false;
      boolean begun = false;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        if (lineEnd(c) && !(quoted && multiline)) {
          names.add(name.toString().strip());
          nextLine();
          return Optional.of(new CsvHeader(names, lines));
        } else if (quoted
            && c == escape
            && at + 1 < text.length()
            && text.charAt(at + 1) == quote) {
          name.append(text.charAt(++at));
        } else if (quoted && c == quote) {
          quoted = false;
        } else if (c == quote && !begun) {
          name.setLength(0);
          quoted = true;
          begun = true;
        } else if (!quoted && c == delimiter) {
          names.add(name.toString().strip());
          name.setLength(0);
          begun = false;
        } else {
          name.append(c);
          begun |= c > ' ';
        }
      }
      if (!whole || (quoted && multiline) || (names.isEmpty() && name.toString().isBlank())) {
        return Optional.empty();
      }
      names.add(name.toString().strip());
      return Optional.of(new CsvHeader(names, lines + 1));
    }

    private static boolean lineEnd(char c) {
      return c == '\n' || c == '\r';
    }
  }
}
