package io.ingot.jobs.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedStar;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Takes a query apart, to find out on which of its rows or groups which expression throws. */
public final class ThrowingParts {
  private static final List<String> SUMS = List.of("sum", "avg", "mean");

  private final String origin;
  private final String attempt;
  private final List<Tuple2<String, SubqueryAlias>> with = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  private ThrowingParts(String origin, String attempt) {
    this.origin = origin;
    this.attempt = attempt;
  }

  /**
   * An expression of a query and the rows on which it throws.
   *
   * @param expression its text
   * @param rows a query for them; a part may not fit its relations, and then it cannot be analysed
   * @param groups whether they are groups of the query, with their key's columns; else they are
   *     rows of what the query reads: the origins of its relations, or all columns where it has
   *     none
   */
  public record Part(String expression, LogicalPlan rows, boolean groups) {}

  /**
   * The parts of a query, each after those that are computed before it.
   *
   * @param origin a column that every relation has besides its own
   * @param attempt a function that gives NULL where its argument throws
   */
  public static List<Part> of(ParserInterface parser, String query, String origin, String attempt) {
    ThrowingParts parts = new ThrowingParts(origin, attempt);
    try {
      parts.visit(parser.parsePlan(query));
    } catch (ParseException e) {
      throw new IllegalArgumentException("Invalid query: " + query, e);
    }
    return parts.parts;
  }

  private void visit(LogicalPlan plan) {
    if (plan instanceof UnresolvedWith ctes) {
      for (Tuple2<String, SubqueryAlias> table : SqlTree.list(ctes.cteRelations())) {
        visit(table._2());
        with.add(table);
      }
    }
    SqlTree.list(plan.children()).forEach(this::visit);
    if (plan instanceof Join join && join.condition().isDefined()) {
      for (Expression operand : operands(join.condition().get())) {
        rows(operand, join.left());
        rows(operand, join.right());
      }
    } else if (plan instanceof Filter filter) {
      rows(filter.condition(), filter.child());
    } else if (plan instanceof Project project) {
      SqlTree.list(project.projectList())
          .forEach(i -> rows(value((Expression) i), project.child()));
    } else if (plan instanceof Aggregate aggregate) {
      for (NamedExpression item : SqlTree.list(aggregate.aggregateExpressions())) {
        inputs(value((Expression) item)).forEach(e -> rows(e, aggregate.child()));
      }
      groups(aggregate);
    }
  }

  /** What is compared: of a join's condition as a whole there are no rows before the join. */
  private static List<Expression> operands(Expression condition) {
    return SqlTree.all(condition).stream()
        .filter(e -> e instanceof Predicate)
        .flatMap(e -> SqlTree.list(e.children()).stream())
        .filter(e -> !(e instanceof Predicate))
        .toList();
  }

  /** What is computed of an item for each row, before rows are grouped. */
  private static List<Expression> inputs(Expression item) {
    List<Expression> inputs = new ArrayList<>();
    if (aggregates(item)) {
      inputs.addAll(SqlTree.list(item.children()));
    } else if (SqlTree.all(item).stream().anyMatch(ThrowingParts::aggregates)) {
      SqlTree.list(item.children()).forEach(child -> inputs.addAll(inputs(child)));
    } else {
      inputs.add(item);
    }
    return inputs;
  }

  private static boolean aggregates(Expression e) {
    return e instanceof AggregateExpression
        || (e instanceof UnresolvedFunction && SqlTree.calls(e).get(0).aggregates());
  }

  private void rows(Expression expression, LogicalPlan child) {
    if (expression instanceof UnresolvedAttribute
        || expression instanceof Literal
        || expression instanceof Star
        || SqlTree.hasWindow(expression)) {
      return;
    }
    List<NamedExpression> shown = new ArrayList<>();
    origins(child, shown);
    if (shown.isEmpty()) {
      shown.add(new UnresolvedStar(Option.empty()));
    }
    LogicalPlan rows = new Project(seq(shown), new Filter(threw(expression), child));
    parts.add(new Part(IncrementalShape.text(expression), scoped(rows), false));
  }

  private void origins(LogicalPlan plan, List<NamedExpression> origins) {
    if (plan instanceof SubqueryAlias alias && alias.child() instanceof UnresolvedRelation named) {
      origins(alias.alias(), named, origins);
    } else if (plan instanceof UnresolvedRelation named) {
      origins(GroupRows.last(named), named, origins);
    } else if (plan instanceof Filter || plan instanceof Join) {
      SqlTree.list(plan.children()).forEach(child -> origins(child, origins));
    }
  }

  private void origins(String alias, UnresolvedRelation named, List<NamedExpression> origins) {
    Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    with.forEach(table -> own.add(table._1()));
    if (!own.contains(named.name())) {
      origins.add(GroupRows.item(alias, named, origin));
    }
  }

  /** Groups on which an item throws whose rows are all right, such as a sum that is too large. */
  private void groups(Aggregate aggregate) {
    List<NamedExpression> items = SqlTree.list(aggregate.aggregateExpressions());
    java.util.function.Predicate<Expression> grouped =
        i -> SqlTree.all(i).stream().noneMatch(ThrowingParts::aggregates);
    List<NamedExpression> keys =
        items.stream()
            .filter(i -> grouped.test((Expression) i))
            .map(i -> (NamedExpression) attribute(ResultColumns.name((Expression) i)))
            .toList();
    for (int i = 0; i < items.size(); i++) {
      Expression item = value((Expression) items.get(i));
      if (grouped.test(item)) {
        continue;
      }
      // Places count, because GROUP BY may name them; the other aggregates must not throw here.
      List<NamedExpression> probed = new ArrayList<>();
      String flag = origin + "_threw";
      for (int j = 0; j < items.size(); j++) {
        Expression other = (Expression) items.get(j);
        probed.add(
            grouped.test(other)
                ? items.get(j)
                : alias(
                    i == j ? threwForGroup(item) : functions.lit(false).expr(),
                    j == i ? flag : flag + j));
      }
      LogicalPlan groups =
          new Aggregate(aggregate.groupingExpressions(), seq(probed), aggregate.child());
      LogicalPlan found = new Project(seq(keys), new Filter(attribute(flag), groups));
      parts.add(new Part(IncrementalShape.text(item), scoped(found), true));
    }
  }

  private Expression threwForGroup(Expression item) {
    List<UnresolvedFunction> sums = new ArrayList<>();
    Expression threw = threw(withoutThrowing(item, sums));
    for (UnresolvedFunction sum : sums) {
      Expression some = new GreaterThan(called(sum, "count"), functions.lit(0L).expr());
      threw = new Or(threw, new And(some, new IsNull(called(sum, "try_" + name(sum)))));
    }
    return threw;
  }

  /** With sums that are NULL where they are too large. */
  private static Expression withoutThrowing(Expression e, List<UnresolvedFunction> sums) {
    if (e instanceof UnresolvedFunction function && SUMS.contains(name(function))) {
      sums.add(function);
      return called(function, "try_" + name(function));
    }
    List<Expression> children =
        SqlTree.list(e.children()).stream().map(c -> withoutThrowing(c, sums)).toList();
    return children.isEmpty() ? e : e.withNewChildren(seq(children));
  }

  private static String name(UnresolvedFunction function) {
    String name = SqlTree.calls(function).get(0).name();
    return name.equals("mean") ? "avg" : name;
  }

  private static UnresolvedFunction called(UnresolvedFunction function, String name) {
    return new UnresolvedFunction(
        seq(List.of(name)),
        function.arguments(),
        function.isDistinct(),
        function.filter(),
        function.ignoreNulls());
  }

  private Expression threw(Expression expression) {
    Expression value = call("named_struct", functions.lit("value").expr(), expression);
    return new IsNull(call(attempt, value));
  }

  private static UnresolvedFunction call(String name, Expression... arguments) {
    return new UnresolvedFunction(
        seq(List.of(name)), seq(List.of(arguments)), false, Option.empty(), false);
  }

  private static UnresolvedAttribute attribute(String name) {
    return new UnresolvedAttribute(seq(List.of(name)));
  }

  private static NamedExpression alias(Expression expression, String name) {
    return new Alias(
        expression,
        name,
        NamedExpression.newExprId(),
        seq(List.of()),
        Option.empty(),
        seq(List.of()));
  }

  private static Expression value(Expression item) {
    if (item instanceof Alias alias) {
      return alias.child();
    }
    return item instanceof UnresolvedAlias alias ? alias.child() : item;
  }

  private LogicalPlan scoped(LogicalPlan plan) {
    return with.isEmpty() ? plan : new UnresolvedWith(plan, seq(List.copyOf(with)));
  }

  private static <T> Seq<T> seq(List<T> items) {
    return JavaConverters.asScalaBuffer(items).toSeq();
  }
}
