package io.ingot.jobs;

import io.ingot.core.attempt.StageResult.RuleResult;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Expectations.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds rows against the {@code warn} and {@code fail} rules of a source or mart.
 *
 * @param subject what the rows belong to, for people
 * @param batch the batch
 * @param expect the rules
 * @param examined SQL condition of the rows that the predicates are about
 * @param json SQL of a row as JSON, for samples
 */
record RuleCheck(String subject, long batch, Expectations expect, String examined, String json) {
  private static final int SAMPLES = 5;
  private static final int LONGEST_SAMPLE = 200;

  /** Aggregates that {@link #judge} reads: rows examined, rows warned of, rows per rule. */
  List<String> aggregates() {
    List<String> aggregates = new ArrayList<>();
    aggregates.add("count_if(" + examined + ")");
    aggregates.add(
        expect.warn().isEmpty()
            ? "0L"
            : expect.warn().values().stream()
                .map(gate -> SilverRows.broken(gate.predicate()))
                .collect(Collectors.joining(" OR ", "count_if(" + examined + " AND (", "))")));
    expect.warn().values().forEach(gate -> aggregates.add(count(gate)));
    expect.fail().values().forEach(gate -> aggregates.add(count(gate)));
    return aggregates;
  }

  /**
   * Judges what was counted.
   *
   * @param rows the rows, for samples of what a broken gate met
   * @param counts a row with the aggregates
   * @param first where they begin in it
   * @param quarantined the rows that are quarantined
   * @return the warn rules that rows broke
   * @throws GateException if a {@code fail} rule is broken; names each with counts and samples
   */
  List<RuleResult> judge(Dataset<Row> rows, Row counts, int first, Quarantined quarantined) {
    long of = counts.getLong(first);
    int next = first + 2;
    List<RuleResult> results = new ArrayList<>();
    for (Map.Entry<String, Gate> rule : expect.warn().entrySet()) {
      long broken = counts.getLong(next++);
      if (broken > 0) {
        boolean exceeded = rule.getValue().exceeded(broken, of);
        results.add(new RuleResult(rule.getKey(), "warn", broken, exceeded));
      }
    }
    List<String> failures = new ArrayList<>();
    for (Map.Entry<String, Gate> rule : expect.fail().entrySet()) {
      long broken = counts.getLong(next++);
      Gate gate = rule.getValue();
      if (gate.predicate().isEmpty() && gate.exceeded(quarantined.rows(), quarantined.of())) {
        String what = quarantined.rows() + " of " + quarantined.of() + " rows are quarantined";
        failures.add(failure(rule.getKey(), what, gate, rows.where(quarantined.which())));
      } else if (!gate.predicate().isEmpty() && gate.exceeded(broken, of)) {
        String what = broken + " of " + of + " rows break " + gate.predicate();
        failures.add(failure(rule.getKey(), what, gate, rows.where(breaks(gate))));
      }
    }
    if (!failures.isEmpty()) {
      throw new GateException(
          "Cannot publish batch "
              + batch
              + " of "
              + subject
              + ": "
              + String.join("; ", failures)
              + ". Fix the file or the rule, then redrive the batch.");
    }
    return results;
  }

  /**
   * The rows that are quarantined.
   *
   * @param rows how many
   * @param of of how many
   * @param which SQL condition that finds them
   */
  record Quarantined(long rows, long of, String which) {
    /** Of rows that cannot be quarantined. */
    static final Quarantined NONE = new Quarantined(0, 0, "false");
  }

  private String count(Gate gate) {
    return gate.predicate().isEmpty() ? "0L" : "count_if(" + breaks(gate) + ")";
  }

  private String breaks(Gate gate) {
    return examined + " AND " + SilverRows.broken(gate.predicate());
  }

  private String failure(String rule, String what, Gate gate, Dataset<Row> rows) {
    String samples =
        rows.selectExpr(json).limit(SAMPLES).collectAsList().stream()
            .map(r -> shortened(r.getString(0)))
            .collect(Collectors.joining(", "));
    return "rule "
        + rule
        + " is broken ("
        + what
        + ", allowed are "
        + allowed(gate)
        + "; for example "
        + samples
        + ")";
  }

  private static String allowed(Gate gate) {
    if (gate.maxRatio() >= 0) {
      String percent = String.format(Locale.ROOT, "%.4f", gate.maxRatio() * 100);
      return percent.replaceFirst("\\.?0+$", "") + "%";
    }
    return Long.toString(Math.max(0, gate.maxRows()));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SAMPLE ? text : text.substring(0, LONGEST_SAMPLE) + "…";
  }
}
