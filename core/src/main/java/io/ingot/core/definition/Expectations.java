package io.ingot.core.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rules about rows, grouped by consequence. A rule is a SQL predicate that every row must satisfy;
 * a predicate that is NULL is broken.
 *
 * @param warn rule name to predicate: counted and reported
 * @param quarantine rule name to predicate: rows that break it go to the quarantine table
 * @param fail rule name to condition under which the batch is not published
 */
public record Expectations(
    Map<String, String> warn, Map<String, String> quarantine, Map<String, Gate> fail) {
  /** No rules. */
  public static final Expectations NONE = new Expectations(Map.of(), Map.of(), Map.of());

  public Expectations {
    warn = Collections.unmodifiableMap(new LinkedHashMap<>(warn));
    quarantine = Collections.unmodifiableMap(new LinkedHashMap<>(quarantine));
    fail = Collections.unmodifiableMap(new LinkedHashMap<>(fail));
  }

  /**
   * A gate: either a predicate of which no row may be broken, or a limit on quarantined rows.
   *
   * @param predicate SQL predicate; empty if the gate is a limit
   * @param maxQuarantinedRows most rows of a batch that may be quarantined; negative means no limit
   * @param maxQuarantinedRatio largest part of a batch's rows that may be quarantined, 0 to 1;
   *     negative means no limit
   */
  public record Gate(String predicate, long maxQuarantinedRows, double maxQuarantinedRatio) {
    /** A gate that no row may break. */
    public static Gate every(String predicate) {
      return new Gate(predicate, -1, -1);
    }
  }
}
