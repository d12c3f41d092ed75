package io.ingot.readers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a text likely has not the columns that were declared. */
final class HeaderCause {
  private static final List<String> DELIMITERS =
      List.of(",", ";", "\t", "|", "||", "~", "^", ":", "\u0001");
  private static final Pattern EXCEL = Pattern.compile("(?i)\"?sep=(.)\"?");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,:/-]*");
  private static final int SHOWN = 200;

  private HeaderCause() {}

  /**
   * The likely cause.
   *
   * @param line the text of the record that should be the header
   * @param names the names that were read from it
   */
  static Optional<String> of(String line, List<String> names, ReadSpec spec) {
    String text = line.strip();
    Matcher excel = EXCEL.matcher(text);
    if (excel.matches()) {
      return Optional.of(
          "its first line is what Excel writes before a header: declare skip_lines: 1 and delimiter: "
              + quoted(excel.group(1)));
    }
    if (text.startsWith("<")) {
      return Optional.of(
          text.toLowerCase(Locale.ROOT).contains("html")
              ? "it is an HTML page"
              : "it is an XML document");
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return Optional.of("it is likely JSON");
    }
    return delimiter(line, spec)
        .map(d -> "the delimiter is likely " + quoted(d))
        .or(() -> noHeader(names, spec));
  }

  /** The delimiter by which a line has the most fields, of all those that give declared names. */
  static Optional<String> delimiter(String line, ReadSpec spec) {
    String best = "";
    int most = 0;
    for (String delimiter : DELIMITERS) {
      if (!delimiter.equals(spec.format().csv().delimiter())) {
        int score = score(line, delimiter, spec);
        if (score > most) {
          most = score;
          best = delimiter;
        }
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static int score(String line, String delimiter, ReadSpec spec) {
    List<String> fields =
        Arrays.stream(line.split(Pattern.quote(delimiter), -1))
            .map(f -> f.strip().replaceAll("^[\"']|[\"']$", ""))
            .toList();
    int declared =
        (int) spec.columns().stream().filter(Column::isInRecords).filter(c -> c.in(fields)).count();
    return fields.size() < 2 ? 0 : ReadSpec.MOST_COLUMNS * declared + fields.size();
  }

  private static Optional<String> noHeader(List<String> names, ReadSpec spec) {
    boolean isData =
        names.size() == spec.columns().stream().filter(Column::isInRecords).count()
            && names.stream().anyMatch(n -> NUMBER.matcher(n).matches());
    return isData
        ? Optional.of("it likely has no header: declare header: false")
        : Optional.empty();
  }

  private static String quoted(String delimiter) {
    return "\"" + delimiter.replace("\t", "\\t").replace("\u0001", "\\u0001") + "\"";
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
