package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.attempt.StageResult.RuleResult;
import io.ingot.core.attempt.StageResult.Unlisted;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.rules.RuleCheck;
import io.ingot.jobs.rules.RuleCheck.Aside;
import io.ingot.jobs.run.GateException;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.KeyLook;
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
 * @param unlisted operations that are upserts because nobody listed them
 * @param keys the keys of the rows that are valid
 */
public record Checks(
    long parsed,
    long corrupt,
    long quarantined,
    long warned,
    List<RuleResult> rules,
    List<Unlisted> unlisted,
    KeyFilter keys) {
  /** How many values of the operation are told one by one. */
  private static final int VALUES = 10;

  private static final int OWN = 3;

  /**
   * Counts, in one pass.
   *
   * @param few whether they are so few that the values of their keys can be collected
   * @throws GateException if a {@code fail} rule is broken
   */
  static Checks of(StageRun run, SourceDefinition source, Dataset<Row> rows, boolean few) {
    RuleCheck check =
        new RuleCheck(
            "source " + source.name(),
            run.batch(),
            source.silver().expect(),
            SilverRows.examined(),
            SilverRows.JSON,
            run.careful());
    List<String> aggregates = new ArrayList<>();
    aggregates.add("count_if(_corrupt IS NULL)");
    aggregates.add("count(_corrupt)");
    aggregates.add("count_if(" + SilverRows.quarantined() + ")");
    aggregates.addAll(check.aggregates());
    int keys = aggregates.size();
    KeyLook look = new KeyLook(rows.schema(), source.silver().key(), few);
    aggregates.addAll(look.aggregates(SilverRows.valid()));
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
    return new Checks(
        parsed,
        corrupt,
        quarantined,
        counts.getLong(OWN + 1),
        rules,
        unlisted(rows),
        look.filter(counts, keys));
  }

  /** Rows that count. */
  long valid() {
    return parsed - quarantined;
  }

  /** The most frequent values, and all others in one. */
  private static List<Unlisted> unlisted(Dataset<Row> rows) {
    if (!List.of(rows.columns()).contains(SilverRows.UNLISTED)) {
      return List.of();
    }
    List<Unlisted> values = new ArrayList<>();
    rows.where(SilverRows.valid())
        .where(SilverRows.UNLISTED + " IS NOT NULL")
        .groupBy(SilverRows.UNLISTED)
        .count()
        .selectExpr(
            SilverRows.UNLISTED,
            "count",
            "row_number() OVER (ORDER BY count DESC, " + SilverRows.UNLISTED + ") AS place")
        .groupBy(expr("if(place <= %d, %s, 'other values')".formatted(VALUES, SilverRows.UNLISTED)))
        .agg(expr("sum(count)"), expr("min(place) AS place"))
        .orderBy("place")
        .collectAsList()
        .forEach(r -> values.add(new Unlisted(r.getString(0), r.getLong(1))));
    return values;
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
