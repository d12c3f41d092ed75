package io.ingot.jobs.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.BaseGroupingSets;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.NaturalJoin;
import org.apache.spark.sql.catalyst.plans.UsingJoin;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SetOperation;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;

/**
 * Proves that a query can be recomputed group by group: the rows of a group depend on nothing but
 * the source rows with that group's key. What is not known to be safe is refused.
 */
final class IncrementalShape {
  private final Aggregate aggregate;
  private final List<Expression> items;
  private final List<Expression> grouping = new ArrayList<>();

  private IncrementalShape(Aggregate aggregate) {
    this.aggregate = aggregate;
    this.items =
        SqlTree.list(aggregate.aggregateExpressions()).stream()
            .map(Expression.class::cast)
            .toList();
  }

  /** Why a query does not decompose into its groups; empty if it does. */
  static Optional<String> problem(LogicalPlan plan, List<String> key) {
    if (!(plan instanceof Aggregate aggregate)) {
      return Optional.of(topProblem(plan));
    }
    IncrementalShape shape = new IncrementalShape(aggregate);
    return fromProblem(aggregate.child())
        .or(() -> repeatedRelation(aggregate))
        .or(shape::expressionProblem)
        .or(shape::groupingProblem)
        .or(shape::itemProblem)
        .or(() -> shape.keyProblem(key));
  }

  private static String topProblem(LogicalPlan plan) {
    if (plan instanceof UnresolvedWith) {
      return "it has WITH";
    }
    if (plan instanceof UnresolvedHaving) {
      return "it has HAVING";
    }
    if (plan instanceof Sort) {
      return "it has ORDER BY";
    }
    if (plan instanceof GlobalLimit || plan instanceof LocalLimit) {
      return "it has LIMIT";
    }
    if (plan instanceof Distinct distinct && !(distinct.child() instanceof Union)) {
      return "it has DISTINCT";
    }
    if (plan instanceof Union || plan instanceof SetOperation || plan instanceof Distinct) {
      return "it combines several queries";
    }
    if (plan instanceof Project project) {
      return SqlTree.list(project.projectList()).stream()
              .anyMatch(e -> SqlTree.hasWindow((Expression) e))
          ? "it has a window function"
          : "it has no GROUP BY";
    }
    return "it is not of the form SELECT keys, aggregates FROM … GROUP BY keys";
  }

  private static Optional<String> fromProblem(LogicalPlan from) {
    if (from instanceof UnresolvedRelation) {
      return Optional.empty();
    }
    if (from instanceof SubqueryAlias alias) {
      return alias.child() instanceof UnresolvedRelation
          ? Optional.empty()
          : Optional.of("it has a subquery");
    }
    if (from instanceof Filter filter) {
      return fromProblem(filter.child());
    }
    if (from instanceof Join join) {
      JoinType type = plain(join.joinType());
      return type.sql().equals("INNER")
          ? fromProblem(join.left()).or(() -> fromProblem(join.right()))
          : Optional.of("it has a " + type.sql() + " join");
    }
    if (from instanceof OneRowRelation) {
      return Optional.of("it has no FROM");
    }
    return Optional.of("its FROM is more than tables and inner joins");
  }

  private static JoinType plain(JoinType type) {
    if (type instanceof NaturalJoin natural) {
      return natural.tpe();
    }
    return type instanceof UsingJoin using ? using.tpe() : type;
  }

  private static Optional<String> repeatedRelation(LogicalPlan plan) {
    Set<String> seen = new HashSet<>();
    return SqlTree.mentions(plan).stream()
        .filter(r -> !seen.add(r.toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(r -> "it reads " + r + " twice");
  }

  /** What no part of the query may have. */
  private Optional<String> expressionProblem() {
    List<Expression> everywhere = new ArrayList<>();
    expressions(aggregate, everywhere);
    for (Expression expression : everywhere) {
      if (SqlTree.hasSubquery(expression)) {
        return Optional.of("it has a subquery");
      }
      if (SqlTree.hasWindow(expression)) {
        return Optional.of("it has a window function");
      }
      if (SqlTree.all(expression).stream().anyMatch(BaseGroupingSets.class::isInstance)) {
        return Optional.of("it has GROUPING SETS, CUBE or ROLLUP");
      }
      Optional<String> other = SqlTree.notDeterministic(expression);
      if (other.isPresent()) {
        return Optional.of("it is not deterministic (" + other.orElseThrow() + ")");
      }
      if (SqlTree.calls(expression).stream().anyMatch(c -> c.name().equals("session_window"))) {
        return Optional.of("its groups depend on each other (session_window)");
      }
    }
    return Optional.empty();
  }

  private static void expressions(LogicalPlan plan, List<Expression> result) {
    result.addAll(SqlTree.list(plan.expressions()));
    SqlTree.list(plan.children()).forEach(child -> expressions(child, result));
  }

  /**
   * Every grouping expression must be seen in the result, or the key would not tell groups apart.
   */
  private Optional<String> groupingProblem() {
    for (Expression written : SqlTree.list(aggregate.groupingExpressions())) {
      Optional<Expression> item = item(written);
      if (item.isEmpty()) {
        return Optional.of(
            "its grouping expression " + text(written) + " is not in the select list");
      }
      if (shadows(item.get(), written)) {
        return Optional.of(
            "it groups by the column "
                + text(written)
                + ", not by the expression of that name; give the expression another name");
      }
      grouping.add(item.get());
    }
    return grouping.isEmpty() ? Optional.of("it has no GROUP BY") : Optional.empty();
  }

  private Optional<Expression> item(Expression written) {
    if (written instanceof Literal literal) {
      return literal.value() instanceof Integer n && n >= 1 && n <= items.size()
          ? Optional.of(items.get(n - 1))
          : Optional.empty();
    }
    return items.stream()
        .filter(i -> same(value(i), written))
        .findFirst()
        .or(
            () ->
                items.stream()
                    .filter(i -> i instanceof Alias)
                    .filter(i -> ((Alias) i).name().equalsIgnoreCase(text(written)))
                    .findFirst());
  }

  /** Of a column and an expression of one name, GROUP BY means the column. */
  private static boolean shadows(Expression item, Expression written) {
    return written instanceof UnresolvedAttribute attribute
        && item instanceof Alias alias
        && !same(alias.child(), attribute)
        && SqlTree.attributes(alias.child()).stream()
            .map(ResultColumns::name)
            .anyMatch(alias.name()::equalsIgnoreCase);
  }

  /** Besides the keys, only aggregates and what is computed from keys and aggregates. */
  private Optional<String> itemProblem() {
    for (Expression item : items) {
      if (!grouping.contains(item)) {
        Optional<String> stray = stray(value(item));
        if (stray.isPresent()) {
          return stray;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> stray(Expression expression) {
    boolean aggregated =
        expression instanceof AggregateExpression
            || (expression instanceof UnresolvedFunction
                && SqlTree.calls(expression).get(0).aggregates());
    if (aggregated || grouping.stream().anyMatch(g -> same(value(g), expression))) {
      return Optional.empty();
    }
    if (expression instanceof UnresolvedAttribute) {
      return Optional.of("its column " + text(expression) + " is neither grouped nor aggregated");
    }
    return SqlTree.list(expression.children()).stream()
        .map(this::stray)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> keyProblem(List<String> key) {
    List<String> names = grouping.stream().map(ResultColumns::name).toList();
    return caseless(names).equals(caseless(key))
        ? Optional.empty()
        : Optional.of(
            "its key ("
                + String.join(", ", key)
                + ") is not its grouping columns ("
                + String.join(", ", names)
                + ")");
  }

  private static Set<String> caseless(List<String> names) {
    Set<String> result = new TreeSet<>();
    names.forEach(n -> result.add(n.toLowerCase(Locale.ROOT)));
    return result;
  }

  /** What a select item computes, without its name. */
  private static Expression value(Expression item) {
    if (item instanceof Alias alias) {
      return alias.child();
    }
    return item instanceof UnresolvedAlias alias ? alias.child() : item;
  }

  /** Whether two expressions mean the same; a table's name before a column may be left out. */
  private static boolean same(Expression left, Expression right) {
    if (left instanceof UnresolvedAttribute a && right instanceof UnresolvedAttribute b) {
      String x = a.name().toLowerCase(Locale.ROOT);
      String y = b.name().toLowerCase(Locale.ROOT);
      return x.equals(y) || x.endsWith("." + y) || y.endsWith("." + x);
    }
    return text(left).equalsIgnoreCase(text(right));
  }

  static String text(Expression expression) {
    return expression instanceof UnresolvedAttribute attribute
        ? attribute.name()
        : org.apache.spark.sql.catalyst.util.package$.MODULE$.toPrettySQL(expression);
  }
}
