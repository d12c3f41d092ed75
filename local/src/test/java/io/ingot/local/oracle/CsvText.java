package io.ingot.local.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CSV with commas, double quotes (doubled inside quotes) and line ends, read and written. */
final class CsvText {
  private CsvText() {}

  /** All records of a text, the header included. An empty field is the empty text. */
  static List<List<String>> parse(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        fields.add(field.toString());
        field.setLength(0);
        records.add(List.copyOf(fields));
        fields.clear();
      } else if (c != '\r') {
        field.append(c);
      }
    }
    if (quoted || field.length() > 0 || !fields.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read the CSV text: the last line has no end (after record "
              + records.size()
              + "). End it with a line break.");
    }
    return records;
  }

  /** One line without line end; fields are quoted only where they must be. */
  static String line(List<String> fields) {
    return fields.stream().map(CsvText::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
