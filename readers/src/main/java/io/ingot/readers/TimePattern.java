package io.ingot.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pattern of dates and times: the letters {@code yMLd HhKkmsSa VzOXxZ} of {@link
 * java.time.format.DateTimeFormatter}, read strictly, names in English in any case. A year has four
 * digits, or two where a century is declared. Fractions of a second may be shorter than their
 * pattern.
 */
final class TimePattern implements TimeText {
  private final TimeStep[] steps;
  private final boolean hasDate;
  private final boolean hasFraction;

  private TimePattern(TimeStep[] steps, boolean hasDate, boolean hasFraction) {
    this.steps = steps;
    this.hasDate = hasDate;
    this.hasFraction = hasFraction;
  }

  /**
   * Compiles a pattern.
   *
   * @param century first year of the hundred that two-digit years belong to; 0 if there are none
   * @throws IllegalArgumentException if it is none, or has two-digit years without a century
   */
  static TimePattern of(String pattern, int century) {
    return of(pattern, century, new ZoneText(Map.of()));
  }

  /**
   * Compiles a pattern, as {@link #of(String, int)}.
   *
   * @param zones reads the names of zones
   */
  static TimePattern of(String pattern, int century, ZoneText zones) {
    Compiler compiler = new Compiler(pattern, century, zones);
    TimeStep[] steps = compiler.sequence(false);
    return new TimePattern(steps, compiler.date, compiler.fraction);
  }

  /** Whether it has digits behind seconds. */
  boolean hasFraction() {
    return hasFraction;
  }

  @Override
  public boolean read(byte[] utf8, int from, int to, Moment moment) {
    moment.clear();
    int at = TimeStep.all(steps, utf8, from, to, moment);
    return at == to && moment.resolveClock() && (!hasDate || moment.isDay()) && moment.isTime();
  }

  /** Goes through a pattern once. */
  private static final class Compiler {
    private final String pattern;
    private final int century;
    private final ZoneText zones;
    private int at;
    private boolean date;
    private boolean fraction;

    Compiler(String pattern, int century, ZoneText zones) {
      this.pattern = pattern;
      this.century = century;
      this.zones = zones;
    }

    TimeStep[] sequence(boolean optional) {
      List<TimeStep> steps = new ArrayList<>();
      while (at < pattern.length()) {
        char c = pattern.charAt(at);
        if (c == ']') {
          if (!optional) {
            throw invalid("] without [");
          }
          at++;
          return reserved(steps);
        } else if (c == '[') {
          at++;
          steps.add(new TimeStep.Optional(sequence(true)));
        } else if (letter(c)) {
          int first = at;
          while (at < pattern.length() && pattern.charAt(at) == c) {
            at++;
          }
          steps.add(field(c, at - first));
        } else {
          steps.add(new TimeStep.Literal(literal()));
        }
      }
      if (optional) {
        throw invalid("[ without ]");
      }
      return reserved(steps);
    }

    private String literal() {
      char c = pattern.charAt(at++);
      if (c != '\'') {
        if ("{}#".indexOf(c) >= 0) {
          throw invalid("reserved: " + c);
        }
        return String.valueOf(c);
      }
      StringBuilder text = new StringBuilder();
      int first = at;
      while (at < pattern.length()) {
        char next = pattern.charAt(at++);
        if (next != '\'') {
          text.append(next);
        } else if (at < pattern.length() && pattern.charAt(at) == '\'') {
          text.append(next);
          at++;
        } else {
          return at - first == 1 ? "'" : text.toString();
        }
      }
      throw invalid("a quote is not closed");
    }

    private TimeStep field(char letter, int count) {
      if (letter == 'a' && count > 1) {
        throw invalid("the letter a too often");
      }
      date |= letter == 'y';
      fraction |= letter == 'S';
      return switch (letter) {
        case 'y' -> year(count);
        case 'M', 'L' ->
            count <= 2
                ? number(Moment.Part.month, count, 1, 12)
                : TimeStep.Name.month(within(letter, count, 4) == 3);
        case 'd' -> number(Moment.Part.day, within(letter, count, 2), 1, 31);
        case 'H' -> number(Moment.Part.hour, within(letter, count, 2), 0, 23);
        case 'k' -> number(Moment.Part.hour, within(letter, count, 2), 1, 24);
        case 'K' -> number(Moment.Part.clock, within(letter, count, 2), 0, 11);
        case 'h' -> number(Moment.Part.clock, within(letter, count, 2), 1, 12);
        case 'm' -> number(Moment.Part.minute, within(letter, count, 2), 0, 59);
        case 's' -> number(Moment.Part.second, within(letter, count, 2), 0, 59);
        case 'S' -> new TimeStep.Fraction(within(letter, count, 9));
        case 'a' -> TimeStep.Name.half();
        case 'V', 'z' -> new TimeStep.Zone(zones, false);
        case 'O' -> new TimeStep.Zone(zones, true);
        case 'X', 'x', 'Z' -> offset(letter, within(letter, count, 5));
        default -> throw invalid("the letter " + letter);
      };
    }

    private TimeStep year(int count) {
      if (count != 2) {
        return new TimeStep.Digits(Moment.Part.year, 4, 4, 1, 9999, 0, 0);
      }
      if (century == 0) {
        throw invalid("years of two digits need a century");
      }
      return new TimeStep.Digits(Moment.Part.year, 2, 2, 0, 99, 0, century);
    }

    private static TimeStep number(Moment.Part part, int count, int least, int most) {
      return new TimeStep.Digits(part, count, 2, least, most, 0, 0);
    }

    private TimeStep offset(char letter, int count) {
      if (letter == 'Z' && count < 4) {
        return new TimeStep.Offset(false, false, true, false);
      }
      if (letter == 'Z' && count == 4) {
        return new TimeStep.Zone(zones, true);
      }
      return new TimeStep.Offset(letter != 'x', count == 3 || count == 5, count > 1, count > 3);
    }

    private int within(char letter, int count, int most) {
      if (count > most) {
        throw invalid("the letter " + letter + " too often");
      }
      return count;
    }

    /** Of digits in a row, a number of one or two takes what numbers of fixed width leave. */
    private static TimeStep[] reserved(List<TimeStep> steps) {
      int fixed = 0;
      for (int i = steps.size() - 1; i >= 0; i--) {
        if (!(steps.get(i) instanceof TimeStep.Digits digits)) {
          fixed = 0;
        } else if (digits.least() == digits.most()) {
          fixed += digits.most();
        } else {
          steps.set(i, digits.reserving(fixed));
          fixed = 0;
        }
      }
      return steps.toArray(TimeStep[]::new);
    }

    private static boolean letter(char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private IllegalArgumentException invalid(String why) {
      return new IllegalArgumentException("Invalid pattern: %s (%s).".formatted(pattern, why));
    }
  }
}
