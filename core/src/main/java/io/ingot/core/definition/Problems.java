package io.ingot.core.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a reader can go on and report everything at once. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> notes = new ArrayList<>();

  void add(String file, int line, String reason, String fix) {
    found.add(new Problem(file, line, reason, fix));
  }

  void add(YamlNode at, String reason, String fix) {
    add(at.file(), at.line(), reason, fix);
  }

  /** Adds what is allowed, but may not be what is meant. */
  void note(YamlNode at, String reason, String fix) {
    notes.add(new Problem(at.file(), at.line(), reason, fix));
  }

  /** All problems by file and line; those of one line in the order in which they were found. */
  List<Problem> sorted() {
    return sorted(found);
  }

  /** All notes, in the same order. */
  List<Problem> sortedNotes() {
    return sorted(notes);
  }

  private static List<Problem> sorted(List<Problem> list) {
    return list.stream()
        .distinct()
        .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
        .toList();
  }
}
