package io.ingot.jobs.syntax;

import io.ingot.core.definition.SqlSyntax;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Answers the linter's questions with Spark's own parser; needs no Spark session. */
public final class SparkSqlSyntax implements SqlSyntax {
  private final ParserInterface parser = CatalystSqlParser$.MODULE$;

  @Override
  public Optional<String> expressionProblem(String sql) {
    return parsed(() -> parser.parseExpression(sql)).map(SparkSqlSyntax::rowProblem, Optional::of);
  }

  @Override
  public List<String> columnsOf(String expression) {
    return parsed(() -> parser.parseExpression(expression))
        .map(SqlTree::columns, problem -> List.of());
  }

  /** Whether an expression always has the same value for the same row. */
  public boolean isDeterministic(String expression) {
    return parsed(() -> parser.parseExpression(expression))
        .map(tree -> SqlTree.notDeterministic(tree).isEmpty(), problem -> false);
  }

  @Override
  public Optional<String> queryProblem(String sql) {
    return query(sql).map(plan -> Optional.empty(), Optional::of);
  }

  @Override
  public List<String> relationsOf(String query) {
    return query(query).map(SqlTree::relations, problem -> List.of());
  }

  @Override
  public Optional<String> incrementalProblem(String query, List<String> key) {
    return query(query).map(plan -> IncrementalShape.problem(plan, key), Optional::of);
  }

  @Override
  public List<String> resultColumnsOf(String query) {
    return query(query).map(ResultColumns::of, problem -> List.of());
  }

  /** Rules and added columns are about one row, so what looks beyond it is none of them. */
  private static Optional<String> rowProblem(Expression expression) {
    if (expression instanceof Alias alias) {
      return Optional.of("it is followed by a name (" + alias.name() + ")");
    }
    if (SqlTree.hasSubquery(expression)) {
      return Optional.of("it has a subquery");
    }
    if (SqlTree.hasWindow(expression)) {
      return Optional.of("it has a window function");
    }
    return SqlTree.calls(expression).stream()
        .filter(SqlTree.Call::aggregates)
        .findFirst()
        .map(call -> "it has the aggregate function " + call.name());
  }

  private Parsed<LogicalPlan> query(String sql) {
    return parsed(
        () -> {
          // parseQuery takes queries only, but ignores what follows one; parsePlan is the opposite.
          parser.parseQuery(sql);
          return parser.parsePlan(sql);
        });
  }

  private static <T> Parsed<T> parsed(Parse<T> parse) {
    try {
      return new Parsed<>(Optional.of(parse.run()), "");
    } catch (AnalysisException e) {
      return new Parsed<>(Optional.empty(), oneLine(e.getMessage()));
    }
  }

  /** Spark's message without its error class, the echo of the SQL, and its last full stop. */
  public static String oneLine(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("unreadable")
        .strip()
        .replaceFirst("^\\[[A-Z_.0-9]+\\] ", "")
        .replaceFirst("\\.?; line (\\d+) pos (\\d+);?$", " (line $1, pos $2)")
        .replaceFirst("\\.? ?\\(line ", " (line ")
        .replaceFirst("\\.$", "");
  }

  @FunctionalInterface
  private interface Parse<T> {
    T run() throws AnalysisException;
  }

  private record Parsed<T>(Optional<T> tree, String problem) {
    <R> R map(Function<T, R> ifParsed, Function<String, R> otherwise) {
      return tree.isPresent() ? ifParsed.apply(tree.get()) : otherwise.apply(problem);
    }
  }
}
