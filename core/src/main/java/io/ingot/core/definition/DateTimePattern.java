package io.ingot.core.definition;

import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Patterns of dates and times, as Spark parses them (its guide: Datetime Patterns for Formatting
 * and Parsing): those of {@code java.time} without what Spark refuses to parse. Besides, nothing
 * that a pattern reads may be lost in the column's type.
 */
final class DateTimePattern {
  private static final String DATE = "yMLd";
  private static final String TIME = "HhKkmsSa";
  private static final String ZONE = "VzOXxZ";

  private DateTimePattern() {}

  /** Why a column of a type cannot be read by the pattern; empty if it can. */
  static Optional<String> problem(String pattern, String type) {
    Set<Character> letters = letters(pattern);
    String unknown =
        letters.stream()
            .filter(c -> (DATE + TIME + ZONE).indexOf(c) < 0)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      return Optional.of("letters that are not read (" + unknown + ")");
    }
    if (pattern.matches(".*(y{7}|M{5}|L{5}|d{3}|aa).*")) {
      return Optional.of("a letter too often");
    }
    try {
      new DateTimeFormatterBuilder().appendPattern(pattern);
    } catch (IllegalArgumentException e) {
      return Optional.of("no pattern in it (" + e.getMessage() + ")");
    }
    if (any(letters, "hK") && !any(letters, "a")) {
      return Optional.of("hours of a half day (h, K) without AM or PM (a)");
    }
    return type.equals("string") ? timeProblem(letters) : dateProblem(letters, type);
  }

  private static Optional<String> timeProblem(Set<Character> letters) {
    return any(letters, DATE + ZONE)
        ? Optional.of("more than a time of day, which is all that a string can have a format for")
        : any(letters, "HhKk") ? Optional.empty() : Optional.of("no hour");
  }

  private static Optional<String> dateProblem(Set<Character> letters, String type) {
    if (!any(letters, "y") || !any(letters, "ML") || !any(letters, "d")) {
      return Optional.of("no year (y), month (M) or day (d)");
    }
    return type.equals("date") && any(letters, TIME + ZONE)
        ? Optional.of("a time of day, which a date does not keep")
        : Optional.empty();
  }

  private static boolean any(Set<Character> letters, String wanted) {
    return letters.stream().anyMatch(c -> wanted.indexOf(c) >= 0);
  }

  /** The letters outside quoted text. */
  private static Set<Character> letters(String pattern) {
    Set<Character> letters = new TreeSet<>();
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && Character.isLetter(c)) {
        letters.add(c);
      }
    }
    return letters;
  }
}
