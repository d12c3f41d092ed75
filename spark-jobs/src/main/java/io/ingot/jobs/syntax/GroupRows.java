package io.ingot.jobs.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;

/** Takes the GROUP BY off a query, so that one sees the rows that its groups were made of. */
public final class GroupRows {
  private GroupRows() {}

  /**
   * The rows before they are grouped: the key's columns, and of each relation one further column.
   *
   * @param spark the session, in which every relation is a view that has the further column
   * @param query the query
   * @param key the mart's key
   * @param column the further column; it comes out as {@code <column>_<relation>}
   * @return nothing if the query does not decompose into its groups
   */
  public static Optional<Dataset<Row>> of(
      SparkSession spark, String query, List<String> key, String column) {
    LogicalPlan plan;
    try {
      plan = spark.sessionState().sqlParser().parsePlan(query);
    } catch (org.apache.spark.sql.catalyst.parser.ParseException e) {
      throw new IllegalArgumentException("Invalid query: " + query, e);
    }
    if (IncrementalShape.problem(plan, key).isPresent()) {
      return Optional.empty();
    }
    Aggregate aggregate = (Aggregate) plan;
    List<NamedExpression> items = new ArrayList<>();
    for (NamedExpression item : SqlTree.list(aggregate.aggregateExpressions())) {
      String name = ResultColumns.name((Expression) item);
      if (key.stream().anyMatch(name::equalsIgnoreCase)) {
        items.add(item);
      }
    }
    relations(aggregate.child(), column, items);
    return Optional.of(Dataset.ofRows(spark, new Project(seq(items), aggregate.child())));
  }

  private static void relations(LogicalPlan plan, String column, List<NamedExpression> items) {
    if (plan instanceof SubqueryAlias alias && alias.child() instanceof UnresolvedRelation named) {
      items.add(item(alias.alias(), named, column));
    } else if (plan instanceof UnresolvedRelation named) {
      items.add(item(last(named), named, column));
    } else {
      SqlTree.list(plan.children()).forEach(child -> relations(child, column, items));
    }
  }

  static NamedExpression item(String alias, UnresolvedRelation relation, String column) {
    return new Alias(
        new UnresolvedAttribute(seq(List.of(alias, column))),
        column + "_" + last(relation),
        NamedExpression.newExprId(),
        seq(List.of()),
        scala.Option.empty(),
        seq(List.of()));
  }

  static String last(UnresolvedRelation relation) {
    List<String> parts = SqlTree.list(relation.multipartIdentifier());
    return parts.get(parts.size() - 1);
  }

  private static <T> scala.collection.Seq<T> seq(List<T> items) {
    return scala.collection.JavaConverters.asScalaBuffer(items).toSeq();
  }
}
