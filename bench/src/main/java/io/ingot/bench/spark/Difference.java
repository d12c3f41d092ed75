package io.ingot.bench.spark;

import java.util.Map;

/**
 * How the rows that are there differ from those that must be.
 *
 * @param tooMany rows beyond those
 * @param missing rows of those that are not there
 */
record Difference(int tooMany, int missing) {
  static Difference of(Map<String, Integer> expected, Map<String, Integer> found) {
    int tooMany =
        found.entrySet().stream()
            .mapToInt(e -> Math.max(0, e.getValue() - expected.getOrDefault(e.getKey(), 0)))
            .sum();
    int missing =
        expected.entrySet().stream()
            .mapToInt(e -> Math.max(0, e.getValue() - found.getOrDefault(e.getKey(), 0)))
            .sum();
    return new Difference(tooMany, missing);
  }
}
