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
   * A limit on rows of a batch. Without any number there may be none of them.
   *
   * @param rows which rows are limited
   * @param predicate SQL predicate, of {@link Rows#broken}; empty otherwise
   * @param maxRows most rows allowed; negative means no such limit
   * @param maxRatio largest part of the rows allowed, 0 to 1; negative means no such limit
   */
  public record Gate(Rows rows, String predicate, long maxRows, double maxRatio) {
    public Gate {
      rows = rows == null ? (predicate.isEmpty() ? Rows.quarantined : Rows.broken) : rows;
    }

    /** A gate that no row may break. */
    public static Gate every(String predicate) {
      return new Gate(Rows.broken, predicate, -1, -1);
    }

    /**
     * Whether too many rows are affected.
     *
     * @param count how many rows of that kind there are
     * @param of all rows that were looked at
     */
    public boolean exceeded(long count, long of) {
      if (maxRows < 0 && maxRatio < 0) {
        return count > 0;
      }
      return (maxRows >= 0 && count > maxRows) || (maxRatio >= 0 && count > maxRatio * of);
    }
  }

  /** The rows of a batch that a limit can be about. */
  public enum Rows {
    /** Those that break the predicate, of those that are neither quarantined nor deletions. */
    broken,
    /** Those that are quarantined. */
    quarantined,
    /** The records that could not be parsed. */
    corrupt
  }
}
