package io.ingot.bench.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of the files: which were refused, what was lost, what was loaded without a row. */
final class FuzzTally {
  private final List<String> findings = new ArrayList<>();
  private long refused;
  private long empty;
  private long lost;
  private long withoutRows;

  /**
   * What became of a file.
   *
   * @param isLoaded whether it counts; otherwise it must have been refused
   * @param reason why it was refused
   * @param rows how many rows it has
   * @param corrupt how many of them could not be parsed
   * @param tokens how often each token stands in its rows
   */
  record Outcome(
      boolean isLoaded, String reason, long rows, long corrupt, Map<String, Long> tokens) {}

  /** Adds a file and what became of it; nothing, if nobody knows. */
  void add(FuzzFile file, Optional<Outcome> outcome) {
    if (outcome.isPresent() && !outcome.get().isLoaded() && !outcome.get().reason().isEmpty()) {
      refused++;
      if (outcome.get().rows() > 0) {
        findings.add("refused, but has rows: " + file.key());
        lost++;
      }
      return;
    }
    Optional<Map<String, Long>> expected = file.tokens();
    if (outcome.isEmpty() || !outcome.get().isLoaded() || expected.isEmpty()) {
      found("neither loaded nor refused, or loaded by halves", file, 1);
      return;
    }
    Outcome loaded = outcome.get();
    expected
        .get()
        .forEach(
            (token, count) -> found(token, file, count - loaded.tokens().getOrDefault(token, 0L)));
    file.rows()
        .ifPresent(rows -> found("another number of rows", file, Math.abs(rows - loaded.rows())));
    if (loaded.rows() == loaded.corrupt()) {
      boolean isEmpty =
          loaded.rows() == 0 && expected.get().values().stream().allMatch(count -> count <= 0);
      empty += isEmpty ? 1 : 0;
      if (!isEmpty) {
        withoutRows++;
        findings.add("loaded without a row: " + file.key());
      }
    }
  }

  private void found(String what, FuzzFile file, long missing) {
    if (missing > 0) {
      lost += missing;
      findings.add("lost: %s of %s, %d times".formatted(what, file.key(), missing));
    }
  }

  /** Files that were refused with a reason. */
  long refused() {
    return refused;
  }

  /** Files that were loaded and have no record, not even one that cannot be parsed. */
  long empty() {
    return empty;
  }

  /** Tokens, rows and files that are neither in bronze nor refused, or are both. */
  long lost() {
    return lost;
  }

  /** Files that were loaded although none of their records could be parsed. */
  long withoutRows() {
    return withoutRows;
  }

  /** All of it in words. */
  List<String> findings() {
    return findings;
  }
}
