package io.ingot.core.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rules about rows, grouped by consequence. A rule is a SQL predicate that every row must satisfy;
 * a predicate that is NULL is broken.
 *
 * @param warn rule name to what is counted, and reported if it goes beyond its limit
 * @param quarantine rule name to predicate: rows that break it go to the quarantine table
 * @param fail rule name to condition under which the batch is not published
 */
public record Expectations(
    Map<String, Gate> warn, Map<String, String> quarantine, Map<String, Gate> fail) {
  /** No rules. */
  public static final Expectations NONE = new Expectations(Map.of(), Map.of(), Map.of());

  public Expectations {
    warn = Collections.unmodifiableMap(new LinkedHashMap<>(warn));
    quarantine = Collections.unmodifiableMap(new LinkedHashMap<>(quarantine));
    fail = Collections.unmodifiableMap(new LinkedHashMap<>(fail));
  }

  /**
   * A limit on rows: on those that break a predicate, or, without one, on those that a batch
   * quarantines. Without any number no row may break the predicate.
   *
   * @param predicate SQL predicate; empty if quarantined rows are meant
   * @param maxRows most rows allowed; negative means no such limit
   * @param maxRatio largest part of the rows allowed, 0 to 1; negative means no such limit
   */
  public record Gate(String predicate, long maxRows, double maxRatio) {
    /** A gate that no row may break. */
    public static Gate every(String predicate) {
      return new Gate(predicate, -1, -1);
    }

    /**
     * Whether too many rows are affected.
     *
     * @param rows rows that break the predicate, or are quarantined
     * @param of all rows that were looked at
     */
    public boolean exceeded(long rows, long of) {
      if (maxRows < 0 && maxRatio < 0) {
        return rows > 0;
      }
      return (maxRows >= 0 && rows > maxRows) || (maxRatio >= 0 && rows > maxRatio * of);
    }
  }
}
