package io.ingot.jobs;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.sql.SparkSqlSyntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Holds expressions and queries of definitions against the columns that there will be, with Spark's
 * own analysis over empty relations. No table is looked at.
 */
public final class QueryCheck {
  private final SparkSession spark;

  private QueryCheck(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * What cannot be computed, by source ({@code sources/<name>.yaml}) and mart ({@code
   * marts/<name>.sql}), in one line each.
   *
   * @param spark a session whose views may be replaced
   */
  public static Map<String, String> problems(SparkSession spark, PipelineDefinition pipeline) {
    SparkSession session = spark.cloneSession();
    Job.settings(session);
    return new QueryCheck(session).problems(pipeline);
  }

  /** Silver rows of a bronze table that has none. */
  static Dataset<Row> silver(SparkSession spark, SourceDefinition source) {
    return new SilverRows(source)
        .of(spark.createDataFrame(List.of(), BronzeColumns.layout(source).columns()));
  }

  /** What a mart sees of a source. */
  static Dataset<Row> visible(SourceDefinition source, Dataset<Row> silver) {
    return silver.select(
        new SilverRows(source)
            .userColumns().stream().map(c -> functions.col(Sql.name(c))).toArray(Column[]::new));
  }

  private Map<String, String> problems(PipelineDefinition pipeline) {
    Map<String, String> problems = new TreeMap<>();
    Set<String> unknown = new HashSet<>();
    for (SourceDefinition source : pipeline.sources()) {
      Optional<String> problem =
          analysed(
              () -> {
                Dataset<Row> silver = silver(spark, source);
                predicates(silver, source.silver().expect());
                named(source.name(), visible(source, silver));
              });
      problem.ifPresent(
          p -> {
            problems.put("sources/" + source.name() + ".yaml", p);
            unknown.add(source.name());
          });
    }
    for (MartDefinition mart : pipeline.marts()) {
      // What is wrong there is said there.
      if (mart.reads().stream().anyMatch(unknown::contains)) {
        unknown.add(mart.name());
        continue;
      }
      List<Dataset<Row>> rows = new ArrayList<>();
      analysed(
              () -> {
                rows.add(named(mart.name(), spark.sql(mart.sql())));
                predicates(rows.get(0), mart.expect());
              })
          .or(() -> columns(mart, rows.get(0)))
          .ifPresent(
              p -> {
                problems.put("marts/" + mart.name() + ".sql", p);
                unknown.add(mart.name());
              });
    }
    return problems;
  }

  private static void predicates(Dataset<Row> rows, Expectations expect) {
    rows.selectExpr(
        Stream.concat(expect.warn().values().stream(), expect.fail().values().stream())
            .filter(gate -> gate.rows() == Expectations.Rows.broken)
            .map(gate -> SilverRows.broken(gate.predicate()))
            .toArray(String[]::new));
  }

  private static Dataset<Row> named(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView(Sql.name(name));
    return rows;
  }

  private static Optional<String> columns(MartDefinition mart, Dataset<Row> rows) {
    List<String> columns =
        Arrays.stream(rows.columns()).map(c -> c.toLowerCase(Locale.ROOT)).toList();
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        return Optional.of("its result has two columns " + column + ". Give one another name.");
      }
    }
    return mart.key().stream()
        .filter(k -> !seen.contains(k.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(
            k ->
                "its result lacks the key column %s (it has %s). Correct the query or the key."
                    .formatted(k, String.join(", ", rows.columns())));
  }

  private static Optional<String> analysed(Runnable analysis) {
    try {
      analysis.run();
      return Optional.empty();
    } catch (Exception e) { // Spark throws what it does not declare.
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      return Optional.of(SparkSqlSyntax.oneLine(e.getMessage()) + ".");
    }
  }
}
