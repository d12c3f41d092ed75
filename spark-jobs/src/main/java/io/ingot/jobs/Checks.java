package io.ingot.jobs;

import io.ingot.core.attempt.StageResult.RuleResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.RuleCheck.Aside;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a batch's rows did to a source's rules. Gates have passed when this exists.
 *
 * @param parsed rows that could be parsed
 * @param corrupt lines that could not
 * @param quarantined rows that broke a quarantine rule
 * @param warned rows that broke a warn rule and count
 * @param rules the rules that rows broke
 */
record Checks(long parsed, long corrupt, long quarantined, long warned, List<RuleResult> rules) {
  private static final int OWN = 3;

  /**
   * Counts, in one pass.
   *
   * @throws GateException if a {@code fail} rule is broken
   */
  static Checks of(StageRun run, SourceDefinition source, Dataset<Row> rows) {
    // Of a deletion nothing but the key need be there, so that rules have nothing to say of it.
    RuleCheck check =
        new RuleCheck(
            "source " + source.name(),
            run.batch(),
            source.silver().expect(),
            SilverRows.valid() + " AND NOT " + SilverRows.DELETE,
            SilverRows.JSON,
            run.careful());
    List<String> aggregates = new ArrayList<>();
    aggregates.add("count_if(_corrupt IS NULL)");
    aggregates.add("count(_corrupt)");
    aggregates.add("count_if(" + SilverRows.quarantined() + ")");
    aggregates.addAll(check.aggregates());
    Row counts = rows.selectExpr(aggregates.toArray(String[]::new)).first();
    long parsed = counts.getLong(0);
    long corrupt = counts.getLong(1);
    long quarantined = counts.getLong(2);
    List<RuleResult> rules = new ArrayList<>();
    if (quarantined > 0) {
      rules.addAll(reasons(rows));
    }
    rules.addAll(
        check.judge(
            rows,
            counts,
            OWN,
            new Aside(
                quarantined,
                parsed,
                "rows are quarantined",
                SilverRows.quarantined(),
                SilverRows.JSON),
            new Aside(
                corrupt,
                parsed + corrupt,
                "records are corrupt",
                "_corrupt IS NOT NULL",
                BronzeColumns.CORRUPT)));
    return new Checks(parsed, corrupt, quarantined, counts.getLong(OWN + 1), rules);
  }

  /** How many rows each rule quarantined, those of keys and required columns included. */
  private static List<RuleResult> reasons(Dataset<Row> rows) {
    return rows
        .where(SilverRows.quarantined())
        .selectExpr("explode(" + SilverRows.RULES + ") AS rule")
        .groupBy("rule")
        .count()
        .orderBy("rule")
        .collectAsList()
        .stream()
        .map(r -> new RuleResult(r.getString(0), "quarantine", r.getLong(1), true))
        .toList();
  }
}
