package io.ingot.jobs.rules;

import io.ingot.core.attempt.StageResult.RuleResult;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Expectations.Gate;
import io.ingot.jobs.run.Careful;
import io.ingot.jobs.run.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * @param careful whether predicates may throw
 */
public record RuleCheck(
    String subject,
    long batch,
    Expectations expect,
    String examined,
    String json,
    Careful careful) {
  private static final int SAMPLES = 5;
  private static final int LONGEST_SAMPLE = 200;

  /** Aggregates that {@link #judge} reads: rows examined, rows warned of, rows per rule. */
  public List<String> aggregates() {
    List<String> aggregates = new ArrayList<>();
    aggregates.add("count_if(" + examined + ")");
    aggregates.add(
        expect.warn().isEmpty()
            ? "0L"
            : expect.warn().values().stream()
                .map(gate -> broken(careful.value(gate.predicate())))
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
   * @param corrupt the records that could not be parsed
   * @return the warn rules that rows broke
   * @throws GateException if a {@code fail} rule is broken; names each with counts and samples
   */
  public List<RuleResult> judge(
      Dataset<Row> rows, Row counts, int first, Aside quarantined, Aside corrupt) {
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
      String name = rule.getKey();
      switch (gate.rows()) {
        case broken -> {
          if (gate.exceeded(broken, of)) {
            String what = broken + " of " + of + " rows break " + gate.predicate();
            failures.add(failure(name, what, gate, rows.where(breaks(gate)).selectExpr(json)));
          }
        }
        case quarantined -> aside(name, gate, quarantined, rows).ifPresent(failures::add);
        case corrupt -> aside(name, gate, corrupt, rows).ifPresent(failures::add);
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
   * Rows that no predicate is about.
   *
   * @param rows how many
   * @param of of how many
   * @param are what they are
   * @param which SQL condition that finds them
   * @param text SQL of what is shown of them
   */
  public record Aside(long rows, long of, String are, String which, String text) {
    /** There are no such rows. */
    public static final Aside NONE = new Aside(0, 0, "", "false", "''");
  }

  private Optional<String> aside(String rule, Gate gate, Aside aside, Dataset<Row> rows) {
    if (!gate.exceeded(aside.rows(), aside.of())) {
      return Optional.empty();
    }
    String what = aside.rows() + " of " + aside.of() + " " + aside.are();
    return Optional.of(
        failure(rule, what, gate, rows.where(aside.which()).selectExpr(aside.text())));
  }

  private String count(Gate gate) {
    return gate.rows() == Expectations.Rows.broken ? "count_if(" + breaks(gate) + ")" : "0L";
  }

  private String breaks(Gate gate) {
    return examined + " AND " + broken(careful.value(gate.predicate()));
  }

  /** SQL of whether a predicate is broken, which one that is NULL is. */
  public static String broken(String predicate) {
    return "NOT coalesce((" + predicate + "), false)";
  }

  private static String failure(String rule, String what, Gate gate, Dataset<Row> shown) {
    String samples =
        shown.limit(SAMPLES).collectAsList().stream()
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

  /** A sample as it is shown in a message. */
  public static String shortened(String text) {
    return text.length() <= LONGEST_SAMPLE ? text : text.substring(0, LONGEST_SAMPLE) + "…";
  }
}
