package io.ingot.jobs.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Holds a mart's key against what Spark groups by. The text of a query does not tell: where a
 * column and an expression of the result have one name, {@code GROUP BY} means the column.
 */
public final class ResolvedGroups {
  private ResolvedGroups() {}

  /**
   * Why the key does not tell a query's groups apart; empty if it does.
   *
   * @param analysed the query after Spark's analysis
   */
  public static Optional<String> problem(LogicalPlan analysed, List<String> key) {
    if (!(analysed instanceof Aggregate aggregate)) {
      return Optional.of("its rows are not one for each group");
    }
    List<Expression> rest = new ArrayList<>(SqlTree.list(aggregate.groupingExpressions()));
    for (NamedExpression item : SqlTree.list(aggregate.aggregateExpressions())) {
      if (key.stream().anyMatch(item.name()::equalsIgnoreCase)) {
        Expression value = item instanceof Alias alias ? alias.child() : (Expression) item;
        if (SqlTree.list(aggregate.groupingExpressions()).stream()
            .noneMatch(value::semanticEquals)) {
          return Optional.of(
              "it does not group by its key column "
                  + item.name()
                  + " ("
                  + IncrementalShape.text(value)
                  + "); where a column has the name of an expression, GROUP BY means the column");
        }
        rest.removeIf(value::semanticEquals);
      }
    }
    return rest.stream()
        .findFirst()
        .map(e -> "it groups by " + IncrementalShape.text(e) + ", which is not in its key");
  }
}
