package io.ingot.jobs.syntax;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;

/** Tells whether SQL does nothing but read tables. */
public final class ReadOnly {
  /** Functions that run any Java code. */
  private static final Set<String> CODE = Set.of("reflect", "java_method", "try_reflect");

  private ReadOnly() {}

  /**
   * Why the text is more than a query, or none; empty if it only reads. Decided from what Spark's
   * parser makes of it.
   */
  public static Optional<String> problem(String sql) {
    try {
      CatalystSqlParser$.MODULE$.parseQuery(sql);
      return problem(CatalystSqlParser$.MODULE$.parsePlan(sql));
    } catch (Exception e) { // The parser throws what it does not declare.
      if (!(e instanceof ParseException)) {
        throw e;
      }
      return Optional.of(
          "it is not a query, or not a readable one ("
              + SparkSqlSyntax.oneLine(e.getMessage())
              + ")");
    }
  }

  private static Optional<String> problem(LogicalPlan plan) {
    if (plan instanceof Command || plan instanceof InsertIntoStatement) {
      return Optional.of("it is a command (" + plan.nodeName() + ")");
    }
    if (plan instanceof ScriptTransformation) {
      return Optional.of("it runs a program (TRANSFORM)");
    }
    Optional<String> found = Optional.empty();
    if (plan instanceof UnresolvedWith with) {
      for (var table : SqlTree.list(with.cteRelations())) {
        found = found.or(() -> problem(table._2()));
      }
    }
    for (LogicalPlan child : SqlTree.list(plan.children())) {
      found = found.or(() -> problem(child));
    }
    for (Expression expression : SqlTree.list(plan.expressions())) {
      found = found.or(() -> problem(expression));
    }
    return found;
  }

  private static Optional<String> problem(Expression expression) {
    Optional<String> code =
        SqlTree.calls(expression).stream()
            .map(SqlTree.Call::name)
            .filter(CODE::contains)
            .findFirst()
            .map(name -> "it runs code (" + name + ")");
    for (Expression part : SqlTree.all(expression)) {
      if (part instanceof SubqueryExpression subquery) {
        code = code.or(() -> problem(subquery.plan()));
      }
    }
    return code;
  }
}
