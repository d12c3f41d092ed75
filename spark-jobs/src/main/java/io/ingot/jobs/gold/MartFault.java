package io.ingot.jobs.gold;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Expectations.Gate;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.rules.RuleCheck;
import io.ingot.jobs.run.Careful;
import io.ingot.jobs.run.Failures;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.syntax.ThrowingParts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Finds the rows or groups on which an expression of a mart throws. */
final class MartFault {
  private static final int SAMPLES = 5;
  private static final String ORIGIN = Origins.COLUMN;

  private final SparkSession spark;
  private final MartDefinition mart;

  MartFault(SparkSession spark, MartDefinition mart) {
    this.spark = spark;
    this.mart = mart;
  }

  /**
   * What to say of a mart that cannot be computed, instead of what Spark says; nothing if no row
   * and no group explains it.
   *
   * @param failure what was thrown
   * @param relations gives the relations their views, with a column {@code _origin}
   */
  Optional<RefusedException> explained(Exception failure, Runnable relations) {
    return Careful.withoutShared(
        spark,
        () -> {
          relations.run();
          return Stream.concat(parts(), rules())
              .flatMap(Optional::stream)
              .findFirst()
              .map(found -> new RefusedException(message(found, failure), failure));
        });
  }

  private String message(String found, Exception failure) {
    return "Cannot compute mart %s: %s (%s). Correct the mart's query, or the files with these rows, then redrive the batch."
        .formatted(mart.name(), found, Failures.root(failure));
  }

  private Stream<Optional<String>> parts() {
    return ThrowingParts.of(spark.sessionState().sqlParser(), mart.sql(), ORIGIN, Careful.FUNCTION)
        .stream()
        .map(
            part ->
                samples(() -> Dataset.ofRows(spark, part.rows()))
                    .map(
                        samples ->
                            "%s throws for %s %s"
                                .formatted(
                                    part.expression(),
                                    part.groups() ? "groups" : "rows",
                                    samples)));
  }

  private Stream<Optional<String>> rules() {
    return Stream.concat(
            mart.expect().warn().entrySet().stream(), mart.expect().fail().entrySet().stream())
        .filter(rule -> rule.getValue().rows() == Expectations.Rows.broken)
        .map(this::rule);
  }

  private Optional<String> rule(Map.Entry<String, Gate> rule) {
    return samples(
            () ->
                spark
                    .sql(mart.sql())
                    .where(Careful.yes.threw(rule.getValue().predicate()))
                    .selectExpr(mart.key().stream().map(Sql::name).toArray(String[]::new)))
        .map(samples -> "rule %s throws for groups %s".formatted(rule.getKey(), samples));
  }

  /** Some rows as text; nothing if there are none, or none can be found so. */
  private static Optional<String> samples(Supplier<Dataset<Row>> query) {
    try {
      List<Row> rows = query.get().limit(SAMPLES).collectAsList();
      return rows.isEmpty()
          ? Optional.empty()
          : Optional.of(rows.stream().map(MartFault::text).collect(Collectors.joining("; ")));
    } catch (Exception e) { // A part that does not stand alone, or throws before it is reached.
      if (!Failures.mayBeOfARow(e) && !Failures.isAnalysis(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static String text(Row row) {
    List<String> names = Arrays.asList(row.schema().fieldNames());
    boolean origins = names.stream().allMatch(n -> n.startsWith(ORIGIN));
    return names.stream()
        .map(n -> origins ? origin(row.getAs(n)) : n + " = " + row.getAs(n))
        .map(RuleCheck::shortened)
        .collect(Collectors.joining(origins ? " with " : ", "));
  }

  private static String origin(Row origin) {
    StructType fields = origin.schema();
    String json = origin.getAs("json");
    return fields.getFieldIndex("file").isEmpty()
        ? json
        : "%s at %s in %s"
            .formatted(RuleCheck.shortened(json), origin.getAs("position"), origin.getAs("file"));
  }
}
