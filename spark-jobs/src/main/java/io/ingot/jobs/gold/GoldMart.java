package io.ingot.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult.RuleResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.MartDefinition.Refresh;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.rules.RuleCheck;
import io.ingot.jobs.rules.RuleCheck.Aside;
import io.ingot.jobs.run.Careful;
import io.ingot.jobs.run.Failures;
import io.ingot.jobs.run.GateException;
import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.MartState;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings one mart up to the batch: the groups that it touched, or the whole table. */
final class GoldMart {
  private static final String CHANGES = "ingot_groups";
  private static final String PRESENT = "_present";
  private static final int SAMPLES = 5;

  /** Changed rows that belong to so few groups that the values of their keys can be collected. */
  private static final long FEW = 50_000;

  private final StageRun run;
  private final MartDefinition mart;
  private final Relations relations;
  private final Set<String> touchedSources;
  private final boolean fromMart;
  private final boolean changedByOthers;

  /**
   * @param touchedSources sources that the batch changed
   * @param fromMart whether the mart reads a mart that the batch changed; those have no old state
   *     to compare with
   * @param changedByOthers whether somebody else has changed what it was computed from
   */
  GoldMart(
      StageRun run,
      MartDefinition mart,
      Relations relations,
      Set<String> touchedSources,
      boolean fromMart,
      boolean changedByOthers) {
    this.run = run;
    this.mart = mart;
    this.relations = relations;
    this.touchedSources = touchedSources;
    this.fromMart = fromMart;
    this.changedByOthers = changedByOthers;
  }

  /**
   * Computes it.
   *
   * @throws RefusedException naming rows or groups if an expression throws
   */
  Prepared prepare() {
    try {
      return computed();
    } catch (Exception e) { // Spark throws exceptions that it does not declare.
      if (Failures.mayBeOfARow(e)) {
        Optional<RefusedException> found =
            new MartFault(run.spark(), mart).explained(e, () -> views(relations::traced));
        if (found.isPresent()) {
          throw found.get();
        }
      }
      throw e;
    }
  }

  private Prepared computed() {
    Dataset<Row> current = query(relations::now);
    TableLayout layout =
        new TableLayout(current.schema().asNullable(), mart.partition(), TableLayout.COPY_ON_WRITE);
    boolean rebuilt = run.attempt().rebuild().present();
    StampedTable gold =
        rebuilt
            ? layout.replaced(run, mart.table(), Evolution.GOLD)
            : layout.ensure(run, mart.table(), Evolution.GOLD);
    if (gold.done()) {
      return Prepared.of(List.of(), List.of(gold.published()));
    }
    Map<String, String> hash =
        Map.of(StampedTable.MART, MartState.hash(mart), StampedTable.READ, relations.states(mart));
    boolean full = rebuilt || full(gold);
    if (!rebuilt) {
      gold.fork();
    }
    TableResult result = full ? replace(gold, current, hash) : refresh(gold, current, hash);
    relations.prepared(mart, gold);
    TableResult told = result.telling(relations.foreign(mart));
    return Prepared.of(List.of(gold), List.of(told));
  }

  private boolean full(StampedTable gold) {
    return mart.refresh() == Refresh.full
        || fromMart
        || changedByOthers
        || !MartState.hash(mart).equals(gold.summary().get(StampedTable.MART))
        || !sources().stream().allMatch(relations::hasOld);
  }

  private TableResult replace(StampedTable gold, Dataset<Row> rows, Map<String, String> hash) {
    long before = gold.head() == StampedTable.NO_BASE ? 0 : run.spark().table(gold.main()).count();
    Dataset<Row> all = rows.persist(Kept.LEVEL);
    try {
      Checked checked = check(all);
      gold.overwrite(all, hash);
      return checked.result(gold, Math.max(0, before - checked.rows()));
    } finally {
      all.unpersist();
    }
  }

  private TableResult refresh(StampedTable gold, Dataset<Row> current, Map<String, String> hash) {
    Dataset<Row> groups = touchedGroups().persist(Kept.LEVEL);
    try {
      long changes = sources().stream().mapToLong(relations::changes).sum();
      // A condition on the key goes through the query down to the files, a join does not.
      KeyFilter touched =
          changes > FEW ? KeyFilter.of(groups, mart.key()) : KeyFilter.ofFew(groups, mart.key());
      Dataset<Row> near = current.where(touched.condition(""));
      Dataset<Row> present =
          (touched.exact()
                  ? near
                  : near.as("r")
                      .join(
                          groups.as("k"), expr(Sql.same("r", "k", mart.key(), "<=>")), "left_semi"))
              .persist(Kept.LEVEL);
      try {
        return refresh(gold, groups, touched, present, hash);
      } finally {
        present.unpersist();
      }
    } finally {
      groups.unpersist();
    }
  }

  private TableResult refresh(
      StampedTable gold,
      Dataset<Row> groups,
      KeyFilter touched,
      Dataset<Row> present,
      Map<String, String> hash) {
    Checked checked = check(present);
    long vanished = touched.count() - checked.rows();
    if (touched.count() == 0) {
      gold.touch(hash);
    } else if (!gold.mayHold(touched)) {
      gold.append(present, hash);
    } else {
      changes(groups, present, vanished).createOrReplaceTempView(CHANGES);
      String merge = merge(gold, List.of(present.columns()), touched.condition("t"));
      gold.write(hash, () -> run.spark().sql(merge));
    }
    return checked.result(gold, vanished);
  }

  /** The touched groups as they are now, and those that are no more. */
  private Dataset<Row> changes(Dataset<Row> groups, Dataset<Row> present, long vanished) {
    Dataset<Row> here = present.withColumn(PRESENT, lit(true));
    if (vanished == 0) {
      return here;
    }
    Dataset<Row> gone =
        groups
            .as("k")
            .join(present.as("r"), expr(Sql.same("k", "r", mart.key(), "<=>")), "left_anti")
            .withColumn(PRESENT, lit(false));
    return here.unionByName(gone, true);
  }

  /** Rows that the batch computes are held against the mart's rules before anything is written. */
  private Checked check(Dataset<Row> rows) {
    RuleCheck check =
        new RuleCheck(
            "mart " + mart.name(),
            run.batch(),
            mart.expect(),
            "true",
            "to_json(struct(" + Sql.names(List.of(rows.columns())) + "))",
            Careful.not);
    List<String> aggregates = new ArrayList<>(check.aggregates());
    aggregates.add("count(DISTINCT struct(" + Sql.names(mart.key()) + "))");
    Row counts = rows.selectExpr(aggregates.toArray(String[]::new)).first();
    unique(rows, counts.getLong(0), counts.getLong(aggregates.size() - 1));
    List<RuleResult> rules = check.judge(rows, counts, 0, Aside.NONE, Aside.NONE);
    return new Checked(counts.getLong(0), counts.getLong(1), rules);
  }

  /**
   * A mart has one row per key.
   *
   * @throws GateException if it has more; names some keys
   */
  private void unique(Dataset<Row> rows, long count, long keys) {
    if (count == keys) {
      return;
    }
    String samples =
        rows
            .groupBy(mart.key().stream().map(k -> col(Sql.name(k))).toArray(Column[]::new))
            .agg(expr("count(*) AS _times"))
            .where("_times > 1")
            .selectExpr(
                "concat(to_json(struct("
                    + Sql.names(mart.key())
                    + "), map('ignoreNullFields', 'false')), ' ', _times, ' times')")
            .limit(SAMPLES)
            .collectAsList()
            .stream()
            .map(r -> r.getString(0))
            .collect(Collectors.joining(", "));
    throw new GateException(
        "Cannot publish batch %d of mart %s: rule key is broken (%,d rows have %,d keys; for example %s). Correct the mart's query or its key, then redrive the batch."
            .formatted(run.batch(), mart.name(), count, keys, samples));
  }

  /** What was found in computed rows. */
  private record Checked(long rows, long warned, List<RuleResult> rules) {
    TableResult result(StampedTable gold, long deleted) {
      return new TableResult(
          gold.name().toString(), rows, deleted, 0, 0, warned, 0, 0, rules, List.of(), List.of());
    }
  }

  private String merge(StampedTable gold, List<String> columns, String only) {
    List<String> values = columns.stream().filter(c -> !mart.key().contains(c)).toList();
    String update =
        values.isEmpty()
            ? ""
            : " WHEN MATCHED AND NOT ("
                + Sql.same("t", "s", values, "<=>")
                + ") THEN UPDATE SET "
                + gold.updates(values);
    return "MERGE INTO "
        + gold.branch()
        + " t USING "
        + CHANGES
        + " s ON "
        + Sql.same("t", "s", mart.key(), "<=>")
        + " AND "
        + only
        + " WHEN MATCHED AND NOT s._present THEN DELETE"
        + update
        + " WHEN NOT MATCHED AND s._present THEN INSERT "
        + gold.insert(columns);
  }

  /** Keys of the groups to which a changed row belonged or belongs, in any touched source. */
  private Dataset<Row> touchedGroups() {
    Column[] key = mart.key().stream().map(k -> col(Sql.name(k))).toArray(Column[]::new);
    List<Dataset<Row>> parts = new ArrayList<>();
    for (SourceDefinition source : sources()) {
      parts.add(
          query(r -> r.equals(source.name()) ? relations.oldDelta(source) : relations.old(r)));
      parts.add(
          query(r -> r.equals(source.name()) ? relations.newDelta(source) : relations.now(r)));
    }
    return parts.stream().map(p -> p.select(key)).reduce(Dataset::union).orElseThrow().distinct();
  }

  private List<SourceDefinition> sources() {
    return run.attempt().definition().sources().stream()
        .filter(s -> mart.reads().contains(s.name()) && touchedSources.contains(s.name()))
        .toList();
  }

  /** The mart's query over some state of its relations. Spark resolves the views at once. */
  private Dataset<Row> query(Function<String, Dataset<Row>> state) {
    views(state);
    return run.spark().sql(mart.sql());
  }

  private void views(Function<String, Dataset<Row>> state) {
    mart.reads().forEach(r -> state.apply(r).createOrReplaceTempView(Sql.name(r)));
  }
}
