package io.ingot.readers;

import java.util.ArrayList;
import java.util.List;

/** The runs of letters of a pattern of dates and times, and what stands between them. */
final class PatternLetters {
  static final String DATE = "yMLd";
  static final String HOUR = "HhKk";
  static final String CLOCK = HOUR + "msSa";
  static final String ZONE = "VzOXxZ";

  private final String pattern;
  private final List<Run> runs = new ArrayList<>();

  PatternLetters(String pattern) {
    this.pattern = pattern;
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && Character.isLetter(c)) {
        int first = i;
        while (i + 1 < pattern.length() && pattern.charAt(i + 1) == c) {
          i++;
        }
        runs.add(new Run(c, first, i + 1));
      }
    }
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }

  /** Whether one of these letters is there. */
  boolean any(String letters) {
    return runs.stream().anyMatch(r -> r.is(letters));
  }

  /** How many runs are of these letters. */
  long count(String letters) {
    return runs.stream().filter(r -> r.is(letters)).count();
  }

  /** Whether the run before or behind one is of these letters. */
  boolean beside(Run run, String letters) {
    return before(run, letters) || behind(run, letters);
  }

  boolean before(Run run, String letters) {
    int i = runs.indexOf(run);
    return i > 0 && runs.get(i - 1).is(letters);
  }

  boolean behind(Run run, String letters) {
    int i = runs.indexOf(run);
    return i < runs.size() - 1 && runs.get(i + 1).is(letters);
  }

  /** What stands between the run before and this one, or before the first one. */
  String textBefore(Run run) {
    int i = runs.indexOf(run);
    return pattern.substring(i == 0 ? 0 : runs.get(i - 1).to(), run.from());
  }

  /** What stands between this run and the next one, or behind the last one. */
  String textBehind(Run run) {
    int i = runs.indexOf(run);
    return pattern.substring(
        run.to(), i == runs.size() - 1 ? pattern.length() : runs.get(i + 1).from());
  }

  /** The pattern with other letters in place of a run's. */
  String with(Run run, String letters) {
    return pattern.substring(0, run.from()) + letters + pattern.substring(run.to());
  }

  /** A run of one letter. */
  record Run(char letter, int from, int to) {
    int length() {
      return to - from;
    }

    boolean is(String letters) {
      return letters.indexOf(letter) >= 0;
    }

    /** Whether digits stand for it. */
    boolean isNumber() {
      return is("ydHhKkmsS") || (is("ML") && length() <= 2);
    }

    /** Whether it is a number of more than one length. */
    boolean varies() {
      return isNumber() && (is("S") || (length() == 1 && !is("y")));
    }
  }
}
