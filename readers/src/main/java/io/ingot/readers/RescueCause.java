package io.ingot.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a column's type likely does not hold a text, and what to declare. */
final class RescueCause {
  private static final Set<String> NULLS =
      Set.of(
          "NA", "N/A", "n/a", "#N/A", "NULL", "null", "None", "none", "nil", "-", "--", "\\N", "?",
          ".");

  /** Forms of numbers that must be declared, the most particular first. */
  private static final List<Map.Entry<Pattern, String>> NUMBERS =
      List.of(
          Map.entry(Pattern.compile(".*%"), "a percent sign: declare percent: true"),
          Map.entry(
              Pattern.compile(".*\\p{Sc}.*|[A-Z]{3} ?[0-9].*|.*[0-9] ?[A-Z]{3}"),
              "a currency: declare currency: true"),
          Map.entry(
              Pattern.compile("\\(.*\\)"), "parentheses for a minus: declare parentheses: true"),
          Map.entry(
              Pattern.compile("[+-]?[0-9]{1,3}(\\.[0-9]{3})+(,[0-9]*)?"),
              "a decimal comma: declare decimal: \",\" and group: \".\""),
          Map.entry(
              Pattern.compile("[+-]?[0-9]{1,3}([ \u00a0\u202f'’][0-9]{3})+([.,][0-9]*)?"),
              "marks between groups of digits: declare group"),
          Map.entry(
              Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+\\.[0-9]*"),
              "commas between groups of digits: declare group: \",\""),
          Map.entry(
              Pattern.compile("[+-]?[0-9]*,[0-9]+"), "a decimal comma: declare decimal: \",\""));

  /** Forms of dates that must be declared; what follows a date may be a time. */
  private static final List<Map.Entry<Pattern, String>> DATES =
      List.of(
          Map.entry(Pattern.compile("[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}.*"), "dd.MM.yyyy"),
          Map.entry(Pattern.compile("[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{4}.*"), "d.M.yyyy"),
          Map.entry(Pattern.compile("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}.*"), "M/d/yyyy or d/M/yyyy"),
          Map.entry(
              Pattern.compile("[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}( .*)?"),
              "M/d/yy or d/M/yy with a century"),
          Map.entry(Pattern.compile("[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}.*"), "yyyy/M/d"),
          Map.entry(Pattern.compile("[0-9]{8}"), "yyyyMMdd"),
          Map.entry(Pattern.compile("[0-9]{1,2}-[A-Za-z]{3}-[0-9]{4}.*"), "d-MMM-yyyy"));

  private static final Pattern ABBREVIATED =
      Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ T][0-9:.]+ ?([A-Za-z]{2,5})");

  private RescueCause() {}

  /**
   * The likely cause.
   *
   * @param text the text that was rescued; bytes that are not in the encoding one character each
   */
  static Optional<String> of(Column column, String text, ReadSpec spec) {
    String value = text.strip();
    if (NULLS.contains(value)) {
      return Optional.of("a mark for NULL: declare null_values: [\"" + value + "\"]");
    }
    return switch (column.type()) {
      case "string" -> column.reading().formats().isEmpty() ? encoding(text, spec) : form();
      case "boolean" -> Optional.of("declare true_values and false_values");
      case "date", "timestamp" -> date(column, value);
      default -> column.isNested() ? Optional.empty() : number(column, value);
    };
  }

  private static Optional<String> encoding(String text, ReadSpec spec) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return spec.format().type() == Format.Type.csv
        ? Optional.of(
            "they are not in %s: the encoding is likely %s"
                .formatted(
                    spec.format().csv().encoding(), Encodings.likely(bytes, 0, bytes.length)))
        : Optional.empty();
  }

  private static Optional<String> form() {
    return Optional.of("another form: declare its format");
  }

  private static Optional<String> date(Column column, String text) {
    if (!column.reading().formats().isEmpty()) {
      return form();
    }
    if (text.matches("-?[0-9]{10}(\\.[0-9]+)?")) {
      return Optional.of("seconds since 1970: declare epoch: seconds");
    }
    if (text.matches("-?[0-9]{13}")) {
      return Optional.of("milliseconds since 1970: declare epoch: millis");
    }
    boolean isTime = column.type().equals("timestamp");
    Matcher abbreviated = ABBREVIATED.matcher(text);
    if (isTime && abbreviated.matches()) {
      return Optional.of(
          "an abbreviation of several zones: declare zones: {%s: …}"
              .formatted(abbreviated.group(1)));
    }
    return DATES.stream()
        .filter(e -> e.getKey().matcher(text).matches())
        .map(
            e ->
                "another form: declare a format such as " + e.getValue() + (isTime ? " HH:mm" : ""))
        .findFirst();
  }

  private static Optional<String> number(Column column, String text) {
    Reading.Numbers numbers = column.reading().numbers();
    if (!numbers.equals(Reading.Numbers.PLAIN)) {
      return Optional.empty();
    }
    return NUMBERS.stream()
        .filter(e -> e.getKey().matcher(text).matches())
        .map(e -> "likely " + e.getValue())
        .findFirst();
  }
}
