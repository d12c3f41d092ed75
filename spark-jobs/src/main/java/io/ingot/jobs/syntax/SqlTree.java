package io.ingot.jobs.syntax;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Walks what Spark's parser makes of SQL: trees in which nothing is resolved yet. */
final class SqlTree {
  private SqlTree() {}

  static <T> List<T> list(Seq<T> seq) {
    return JavaConverters.seqAsJavaList(seq);
  }

  /** An expression and all below it, from the top; the plans of subqueries are not entered. */
  static List<Expression> all(Expression expression) {
    List<Expression> result = new ArrayList<>();
    collect(expression, result);
    return result;
  }

  private static void collect(Expression expression, List<Expression> result) {
    result.add(expression);
    list(expression.children()).forEach(child -> collect(child, result));
  }

  /** The function calls in an expression. */
  static List<Call> calls(Expression expression) {
    List<Call> result = new ArrayList<>();
    for (Expression e : all(expression)) {
      if (e instanceof UnresolvedFunction function) {
        List<String> parts = list(function.nameParts());
        String name = parts.get(parts.size() - 1).toLowerCase(Locale.ROOT);
        result.add(new Call(name, function.arguments().size()));
      } else if (e instanceof AggregateFunction function) {
        // Functions with a syntax of their own, such as first, are resolved by the parser.
        result.add(new Call(function.prettyName(), function.children().size()));
      }
    }
    return result;
  }

  static List<UnresolvedAttribute> attributes(Expression expression) {
    return all(expression).stream()
        .filter(UnresolvedAttribute.class::isInstance)
        .map(UnresolvedAttribute.class::cast)
        .toList();
  }

  /** What in an expression may have another value the next time, if anything has. */
  static Optional<String> notDeterministic(Expression expression) {
    Stream<String> calls =
        calls(expression).stream().filter(c -> !c.deterministic()).map(Call::name);
    Stream<String> clocks =
        attributes(expression).stream()
            .map(UnresolvedAttribute::name)
            .filter(name -> Functions.looksLikeColumn(name.toLowerCase(Locale.ROOT)));
    return Stream.concat(calls, clocks).findFirst();
  }

  static boolean hasSubquery(Expression expression) {
    return all(expression).stream().anyMatch(SubqueryExpression.class::isInstance);
  }

  static boolean hasWindow(Expression expression) {
    return all(expression).stream()
        .anyMatch(e -> e instanceof WindowExpression || e instanceof UnresolvedWindowExpression);
  }

  /** The columns that an expression refers to, in order, each once. */
  static List<String> columns(Expression expression) {
    Set<String> result = new LinkedHashSet<>();
    columns(expression, Set.of(), result);
    return List.copyOf(result);
  }

  private static void columns(Expression expression, Set<String> variables, Set<String> found) {
    if (expression instanceof LambdaFunction lambda) {
      Set<String> scope = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      scope.addAll(variables);
      list(lambda.arguments()).forEach(argument -> scope.add(argument.name()));
      columns(lambda.function(), scope, found);
    } else if (expression instanceof UnresolvedAttribute attribute) {
      String name = String.join(".", list(attribute.nameParts()));
      if (!Functions.looksLikeColumn(name.toLowerCase(Locale.ROOT))) {
        found.add(name);
      }
    } else if (expression instanceof UnresolvedNamedLambdaVariable variable) {
      // In a lambda the parser takes every name for a variable.
      List<String> parts = list(variable.nameParts());
      if (!variables.contains(parts.get(0))) {
        found.add(String.join(".", parts));
      }
    } else {
      list(expression.children()).forEach(child -> columns(child, variables, found));
    }
  }

  /** The relations that a query reads, in order, each once, without those of its WITH. */
  static List<String> relations(LogicalPlan plan) {
    Set<String> result = new LinkedHashSet<>();
    relations(plan, Set.of(), result::add);
    return List.copyOf(result);
  }

  /** Every mention of a relation counts here. */
  static List<String> mentions(LogicalPlan plan) {
    List<String> result = new ArrayList<>();
    relations(plan, Set.of(), result::add);
    return result;
  }

  private static void relations(LogicalPlan plan, Set<String> hidden, Consumer<String> found) {
    if (plan instanceof UnresolvedRelation relation) {
      List<String> parts = list(relation.multipartIdentifier());
      if (parts.size() > 1 || !hidden.contains(parts.get(0))) {
        found.accept(String.join(".", parts));
      }
      return;
    }
    Set<String> scope = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    scope.addAll(hidden);
    if (plan instanceof UnresolvedWith with) {
      // A table of WITH sees those before it, and under its own name what stands outside.
      for (Tuple2<String, SubqueryAlias> table : list(with.cteRelations())) {
        relations(table._2(), scope, found);
        scope.add(table._1());
      }
    }
    list(plan.children()).forEach(child -> relations(child, scope, found));
    for (Expression expression : list(plan.expressions())) {
      for (Expression e : all(expression)) {
        if (e instanceof SubqueryExpression subquery) {
          relations(subquery.plan(), scope, found);
        }
      }
    }
  }

  /**
   * A function call.
   *
   * @param name in lower case, without a catalog or database
   * @param arguments how many there are
   */
  record Call(String name, int arguments) {
    boolean aggregates() {
      return Functions.isAggregate(name);
    }

    boolean deterministic() {
      return Functions.isDeterministic(name, arguments);
    }
  }
}
