package io.ingot.core.admit;

import io.ingot.core.definition.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first record of a CSV text, as column names. */
public final class CsvHeader {
  private CsvHeader() {}

  /**
   * The names in a text's first record, trimmed, without quotes and byte order mark. Quoted names
   * may hold delimiters, doubled or escaped quotes and line ends.
   *
   * @param head the beginning of the text
   * @param whole whether the text ends where {@code head} ends
   * @return empty if the first record does not end within {@code head}
   */
  public static Optional<List<String>> parse(String head, boolean whole, Format format) {
    String text = head.startsWith("\uFEFF") ? head.substring(1) : head;
    char delimiter = format.delimiter().charAt(0);
    char quote = format.quote().isEmpty() ? '\0' : format.quote().charAt(0);
    char escape = format.escape().isEmpty() ? quote : format.escape().charAt(0);
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      if (quoted && c == escape && next == quote) {
        name.append(quote);
        i++;
      } else if (c == quote && quote != '\0') {
        quoted = !quoted;
      } else if (!quoted && c == delimiter) {
        names.add(name.toString().strip());
        name.setLength(0);
      } else if (!quoted && (c == '\n' || c == '\r')) {
        names.add(name.toString().strip());
        return Optional.of(names);
      } else {
        name.append(c);
      }
    }
    if (!whole || quoted) {
      return Optional.empty();
    }
    names.add(name.toString().strip());
    return Optional.of(names);
  }
}
