package io.ingot.jobs.gold;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.NearestName;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.rules.RuleCheck;
import io.ingot.jobs.run.SessionSettings;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.silver.SilverRows;
import io.ingot.jobs.syntax.ResolvedGroups;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

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
    SessionSettings.apply(session);
    return new QueryCheck(session).problems(pipeline);
  }

  /** Silver rows of a bronze table that has none. */
  public static Dataset<Row> silver(SparkSession spark, SourceDefinition source) {
    return new SilverRows(source)
        .of(spark.createDataFrame(List.of(), BronzeColumns.layout(source).columns()));
  }

  /** What a mart sees of a source. */
  public static Dataset<Row> visible(SourceDefinition source, Dataset<Row> silver) {
    return silver.select(
        new SilverRows(source)
            .userColumns().stream().map(c -> functions.col(Sql.name(c))).toArray(Column[]::new));
  }

  private Map<String, String> problems(PipelineDefinition pipeline) {
    Map<String, String> problems = new TreeMap<>();
    Set<String> unknown = new HashSet<>();
    for (SourceDefinition source : pipeline.sources()) {
      List<Dataset<Row>> silver = new ArrayList<>();
      Optional<String> problem =
          analysed(
                  () -> {
                    silver.add(silver(spark, source));
                    predicates(silver.get(0), source.silver().expect());
                    named(source.name(), visible(source, silver.get(0)));
                  })
              .or(() -> typeProblem(silver.get(0)));
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
          .or(() -> resultProblem(mart, rows.get(0)))
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
            .map(gate -> RuleCheck.broken(gate.predicate()))
            .toArray(String[]::new));
  }

  private static Dataset<Row> named(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView(Sql.name(name));
    return rows;
  }

  /** Why a query's result cannot be the mart's table; empty if it can. */
  public static Optional<String> resultProblem(MartDefinition mart, Dataset<Row> rows) {
    Map<String, DataType> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (StructField column : rows.schema().fields()) {
      if (types.put(column.name(), column.dataType()) != null) {
        return Optional.of(
            "its result has two columns "
                + column.name().toLowerCase(Locale.ROOT)
                + ". Give one another name.");
      }
    }
    return typeProblem(rows)
        .or(
            () ->
                mart.key().stream()
                    .map(k -> keyProblem(k, types, rows))
                    .flatMap(Optional::stream)
                    .findFirst())
        .or(() -> groupsProblem(mart, rows));
  }

  private static Optional<String> keyProblem(
      String key, Map<String, DataType> types, Dataset<Row> rows) {
    DataType type = types.get(key);
    if (type == null) {
      return Optional.of(
          "its result lacks the key column %s (it has %s). Correct the query or the key."
              .formatted(key, String.join(", ", rows.columns())));
    }
    return type instanceof AtomicType
        ? Optional.empty()
        : Optional.of(
            "its key column %s is of type %s, and rows are not told apart by nested values. Give the key a member of it, such as %s.member AS name."
                .formatted(key, type.sql().toLowerCase(Locale.ROOT), key));
  }

  private static Optional<String> groupsProblem(MartDefinition mart, Dataset<Row> rows) {
    return mart.refresh() == MartDefinition.Refresh.incremental
        ? ResolvedGroups.problem(rows.queryExecution().analyzed(), mart.key())
            .map(
                reason ->
                    "refresh: incremental is not possible: " + reason + ". Use refresh: full.")
        : Optional.empty();
  }

  /** Tables do not have all types of Spark. */
  private static Optional<String> typeProblem(Dataset<Row> rows) {
    for (StructField column : rows.schema().fields()) {
      try {
        SparkSchemaUtil.convert(new StructType(new StructField[] {column}));
      } catch (UnsupportedOperationException | ValidationException e) {
        return Optional.of(
            "column %s is of type %s, which no table can have. Cast it, such as cast(… AS string)."
                .formatted(column.name(), column.dataType().sql().toLowerCase(Locale.ROOT)));
      }
    }
    return Optional.empty();
  }

  private Optional<String> analysed(Runnable analysis) {
    try {
      analysis.run();
      return Optional.empty();
    } catch (Exception e) { // Spark throws what it does not declare.
      if (!(e instanceof AnalysisException problem)) {
        throw e;
      }
      return Optional.of(message(problem));
    }
  }

  /** Spark names a path that nobody has set where it does not know a function. */
  private String message(AnalysisException e) {
    if (!"UNRESOLVED_ROUTINE".equals(e.getErrorClass())) {
      return SparkSqlSyntax.oneLine(e.getMessage()) + ".";
    }
    String name = e.getMessageParameters().get("routineName").replace("`", "");
    List<String> known =
        JavaConverters.seqAsJavaList(spark.sessionState().functionRegistry().listFunction())
            .stream()
            .map(FunctionIdentifier::funcName)
            .filter(f -> Character.isLetter(f.charAt(0)))
            .sorted()
            .toList();
    return "unknown function \""
        + name
        + "\". "
        + NearestName.of(name, known)
            .map(n -> "Did you mean \"" + n + "\"?")
            .orElse("Use a function of Spark SQL.");
  }
}
