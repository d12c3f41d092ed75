package io.ingot.jobs.syntax;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.MultiAlias;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/** Finds out what the columns of a query's result are called. */
final class ResultColumns {
  private ResultColumns() {}

  /** The names in order; empty if the query selects {@code *} or columns that only data knows. */
  static List<String> of(LogicalPlan plan) {
    if (plan instanceof Project project) {
      return names(SqlTree.list(project.projectList()));
    }
    if (plan instanceof Aggregate aggregate) {
      return names(SqlTree.list(aggregate.aggregateExpressions()));
    }
    if (plan instanceof UnresolvedInlineTable table) {
      return SqlTree.list(table.names());
    }
    // WITH, ORDER BY, HAVING and the like keep the columns; of a UNION the first query names them.
    List<LogicalPlan> children = SqlTree.list(plan.children());
    return children.isEmpty() ? List.of() : of(children.get(0));
  }

  /** The name that Spark gives to one item of a select list. */
  static String name(Expression item) {
    if (item instanceof Alias alias) {
      return alias.name();
    }
    if (item instanceof UnresolvedAttribute attribute) {
      List<String> parts = SqlTree.list(attribute.nameParts());
      return parts.get(parts.size() - 1);
    }
    Expression unnamed = item instanceof UnresolvedAlias alias ? alias.child() : item;
    return org.apache.spark.sql.catalyst.util.package$.MODULE$.toPrettySQL(unnamed);
  }

  private static List<String> names(List<NamedExpression> items) {
    List<String> result = new ArrayList<>();
    for (NamedExpression item : items) {
      if (item instanceof Star) {
        return List.of();
      }
      if (item instanceof MultiAlias several) {
        result.addAll(SqlTree.list(several.names()));
      } else {
        result.add(name((Expression) item));
      }
    }
    return result;
  }
}
