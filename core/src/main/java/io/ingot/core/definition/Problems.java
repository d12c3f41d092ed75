package io.ingot.core.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a reader can go on and report everything at once. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(String file, int line, String reason, String fix) {
    found.add(new Problem(file, line, reason, fix));
  }

  void add(YamlNode at, String reason, String fix) {
    add(at.file(), at.line(), reason, fix);
  }

  /** All problems by file and line; those of one line in the order in which they were found. */
  List<Problem> sorted() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
        .toList();
  }
}
