package io.ingot.readers;

import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What is wrong with a pattern of dates and times. A pattern must say every part once and leave
 * nothing to guess, and nothing that it reads may be lost in the column's type.
 */
public final class DateTimePattern {
  private static final String EXAMPLES =
      "Write a pattern such as M/d/yyyy (date), yyyy-MM-dd HH:mm:ss (timestamp) or hh:mm a"
          + " (string).";

  /** The letters that mean one part, by what it is called. */
  private static final List<Map.Entry<String, String>> PARTS =
      List.of(
          Map.entry("the year", "y"),
          Map.entry("the month", "ML"),
          Map.entry("the day", "d"),
          Map.entry("the hour", PatternLetters.HOUR),
          Map.entry("the minute", "m"),
          Map.entry("the second", "s"),
          Map.entry("the fraction of a second", "S"),
          Map.entry("AM or PM", "a"),
          Map.entry("the zone", PatternLetters.ZONE));

  private final String pattern;
  private final String type;
  private final PatternLetters letters;

  private DateTimePattern(String pattern, String type) {
    this.pattern = pattern;
    this.type = type;
    this.letters = new PatternLetters(pattern);
  }

  /**
   * What is wrong.
   *
   * @param reason completes "The pattern has …"
   * @param fix what to write instead
   */
  public record Flaw(String reason, String fix) {}

  /**
   * Why a column cannot be read by a pattern; empty if it can.
   *
   * @param type the column's type: {@code date}, {@code timestamp}, or {@code string} for times of
   *     day
   * @param century first year of the hundred that two-digit years belong to; 0 if none is declared
   */
  public static Optional<Flaw> flaw(String pattern, String type, int century) {
    return new DateTimePattern(pattern, type)
        .reason(century)
        .map(reason -> new Flaw(reason, fix(pattern, type, century)));
  }

  /** Whether a pattern has years of two digits. */
  public static boolean hasShortYear(String pattern) {
    return new PatternLetters(pattern).runs().stream().anyMatch(r -> r.is("y") && r.length() == 2);
  }

  /** Whether a pattern has names of zones, which may be abbreviations. */
  public static boolean hasZoneName(String pattern) {
    return new PatternLetters(pattern).any("Vz");
  }

  private static String fix(String pattern, String type, int century) {
    if (hasShortYear(pattern)
        && century == 0
        && new DateTimePattern(pattern, type).reason(1900).isEmpty()) {
      return "Add century: with the first year that they can mean, such as century: 1970.";
    }
    String likely = likely(pattern);
    return !likely.equals(pattern)
            && new DateTimePattern(likely, type).reason(Math.max(century, 1900)).isEmpty()
        ? "Write \"" + likely + "\"."
        : EXAMPLES;
  }

  private Optional<String> reason(int century) {
    return outerSpace()
        .or(this::misplaced)
        .or(this::unknown)
        .or(this::twice)
        .or(this::halfDay)
        .or(type.equals("string") ? this::timeOfDay : this::date)
        .or(this::gap)
        .or(() -> shortYear(century))
        .or(this::ambiguous)
        .or(() -> uncompiled(century));
  }

  private Optional<String> outerSpace() {
    String written = bare(pattern);
    return written.equals(written.strip())
        ? Optional.empty()
        : Optional.of("spaces around it, which texts are read without");
  }

  private Optional<String> unknown() {
    String unknown =
        letters.runs().stream()
            .filter(r -> !r.is(PatternLetters.DATE + PatternLetters.CLOCK + PatternLetters.ZONE))
            .map(r -> String.valueOf(r.letter()))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      return Optional.of("letters that are not read (" + unknown + ")");
    }
    return pattern.matches(".*(y{5}|M{5}|L{5}|d{3}|aa).*")
        ? Optional.of("a letter too often")
        : Optional.empty();
  }

  private Optional<String> misplaced() {
    for (PatternLetters.Run run : letters.runs()) {
      if (isMonth(letters, run) && letters.runs().stream().noneMatch(this::isMonthInItsPlace)) {
        return Optional.of("minutes (m) where a month (M) belongs");
      }
      if (isMinute(letters, run)) {
        return Optional.of("a month (M) where minutes (m) belong");
      }
    }
    return Optional.empty();
  }

  private boolean isMonthInItsPlace(PatternLetters.Run run) {
    return run.is("ML") && !isMinute(letters, run);
  }

  /** Minutes that stand among the parts of a date. */
  private static boolean isMonth(PatternLetters letters, PatternLetters.Run run) {
    return run.is("m")
        && letters.beside(run, "yYdD")
        && !letters.beside(run, PatternLetters.HOUR)
        && !letters.beside(run, "sS");
  }

  /** A month that stands among the parts of a time of day. */
  private static boolean isMinute(PatternLetters letters, PatternLetters.Run run) {
    boolean afterHour =
        letters.before(run, PatternLetters.HOUR)
            && (letters.textBefore(run).contains(":") || !letters.behind(run, "yYdD"));
    return run.is("M") && run.length() <= 2 && (afterHour || letters.behind(run, "sS"));
  }

  private Optional<String> twice() {
    return PARTS.stream()
        .filter(part -> letters.count(part.getValue()) > 1)
        .map(part -> part.getKey() + " twice")
        .findFirst();
  }

  private Optional<String> halfDay() {
    if (letters.any("hK") && !letters.any("a")) {
      return Optional.of("hours of a half day (h, K) without AM or PM (a)");
    }
    return letters.any("a") && !letters.any("hK")
        ? Optional.of("AM or PM (a) without hours of a half day (h, K)")
        : Optional.empty();
  }

  private Optional<String> timeOfDay() {
    return letters.any(PatternLetters.DATE + PatternLetters.ZONE)
        ? Optional.of("more than a time of day, which is all that a string can have a format for")
        : letters.any(PatternLetters.HOUR) ? Optional.empty() : Optional.of("no hour");
  }

  private Optional<String> date() {
    if (!letters.any("y") || !letters.any("ML") || !letters.any("d")) {
      return Optional.of("no year (y), month (M) or day (d)");
    }
    return type.equals("date") && letters.any(PatternLetters.CLOCK + PatternLetters.ZONE)
        ? Optional.of("a time of day, which a date does not keep")
        : Optional.empty();
  }

  private Optional<String> gap() {
    if (letters.any("m") && !letters.any(PatternLetters.HOUR)) {
      return Optional.of("minutes without an hour");
    }
    if (letters.any("s") && !letters.any("m")) {
      return Optional.of("seconds without minutes");
    }
    return letters.any("S") && !letters.any("s")
        ? Optional.of("a fraction (S) without seconds (s)")
        : Optional.empty();
  }

  private Optional<String> shortYear(int century) {
    return century == 0 && hasShortYear(pattern)
        ? Optional.of("years of two digits, and no century is declared")
        : Optional.empty();
  }

  /** Digits of which nobody can tell to which number they belong. */
  private Optional<String> ambiguous() {
    List<PatternLetters.Run> runs = letters.runs();
    for (int i = 0; i < runs.size(); i++) {
      PatternLetters.Run run = runs.get(i);
      String behind = letters.textBehind(run);
      if (run.varies() && meets(i)) {
        return Optional.of(
            "a number of one or two digits (%s) directly before other digits"
                .formatted(pattern.substring(run.from(), run.to())));
      }
      boolean last = i == runs.size() - 1;
      if (run.is(PatternLetters.ZONE)
          && ((!last && bare(behind).isEmpty()) || bare(behind).matches("[-+:/_0-9A-Za-z].*"))) {
        return Optional.of("something directly behind the zone");
      }
    }
    return Optional.empty();
  }

  /** Whether digits follow a number directly that the reader cannot tell from it. */
  private boolean meets(int first) {
    List<PatternLetters.Run> runs = letters.runs();
    for (int i = first; i < runs.size(); i++) {
      String between = letters.textBehind(runs.get(i));
      if (startsWithDigit(between)) {
        return true;
      }
      if (i == runs.size() - 1 || !bare(between).isEmpty() || !runs.get(i + 1).isNumber()) {
        return false;
      }
      if (!between.isEmpty() || runs.get(i + 1).varies() || runs.get(first).is("S")) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWithDigit(String text) {
    return bare(text).matches("[0-9].*");
  }

  /** A text between letters without what is not written: brackets and quotes. */
  private static String bare(String text) {
    return text.replaceAll("[\\[\\]']", "");
  }

  private Optional<String> uncompiled(int century) {
    try {
      TimePattern.of(pattern, century);
      new DateTimeFormatterBuilder().appendPattern(pattern);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      String why = e.getMessage().replaceFirst("(?s)^Invalid pattern: .* \\((.*)\\)\\.$", "$1");
      return Optional.of("no pattern in it (" + why + ")");
    }
  }

  /** What somebody meant who took letters of another language of patterns. */
  private static String likely(String pattern) {
    String result = pattern.strip();
    List<UnaryOperator<String>> repairs =
        List.of(
            p -> each(p, (l, r) -> r.is("Y") ? "y".repeat(r.length()) : ""),
            p -> each(p, (l, r) -> r.is("D") && r.length() <= 2 ? "d".repeat(r.length()) : ""),
            p -> each(p, (l, r) -> r.is("T") && r.length() == 1 ? "'T'" : ""),
            p -> each(p, (l, r) -> r.is("aA") ? "a" : ""),
            p -> each(p, (l, r) -> isMonth(l, r) ? "M".repeat(r.length()) : ""),
            p -> each(p, (l, r) -> isMinute(l, r) ? "m".repeat(r.length()) : ""),
            p ->
                each(
                    p,
                    (l, r) ->
                        r.is("S") && r.length() <= 2 && !l.any("s") ? "s".repeat(r.length()) : ""),
            p -> each(p, (l, r) -> r.is("h") && !l.any("a") ? "H".repeat(r.length()) : ""),
            p -> each(p, (l, r) -> r.is("H") && l.any("a") ? "h".repeat(r.length()) : ""));
    for (UnaryOperator<String> repair : repairs) {
      result = repair.apply(result);
    }
    return result;
  }

  /** A repair of single runs. */
  private interface Repair {
    /** What to write in place of a run; empty to leave it. */
    String of(PatternLetters letters, PatternLetters.Run run);
  }

  /** The pattern with every run replaced for which a repair gives letters, the last one first. */
  private static String each(String pattern, Repair repair) {
    PatternLetters before = new PatternLetters(pattern);
    String result = pattern;
    for (int i = before.runs().size() - 1; i >= 0; i--) {
      PatternLetters.Run run = before.runs().get(i);
      String letters = repair.of(before, run);
      if (!letters.isEmpty()) {
        result = new PatternLetters(result).with(run, letters);
      }
    }
    return result;
  }
}
