package io.ingot.core.definition;

import java.util.List;
import java.util.Optional;

/** Port: what the linter needs to know about SQL; its adapter uses Spark's own parser. */
public interface SqlSyntax {
  /** Why the text is no SQL expression, in one line; empty if it is one. */
  Optional<String> expressionProblem(String sql);

  /** The column names that an expression refers to; empty if it does not parse. */
  List<String> columnsOf(String expression);

  /** Why the text is no query, in one line; empty if it is one. */
  Optional<String> queryProblem(String sql);

  /**
   * The relations that a query reads, without those that it defines itself in {@code WITH}; empty
   * if it does not parse.
   */
  List<String> relationsOf(String query);

  /**
   * Why a query cannot be recomputed group by group, in one line; empty if it can: {@code SELECT
   * keys, aggregates FROM source [INNER JOIN …] [WHERE …] GROUP BY keys}, deterministic, without
   * HAVING, window, outer or anti join, DISTINCT, ORDER BY, LIMIT or subquery.
   *
   * @param key the mart's key, which must be exactly its grouping columns
   */
  Optional<String> incrementalProblem(String query, List<String> key);

  /**
   * The result's column names of a query, in order; empty if it does not parse or selects {@code
   * *}.
   */
  List<String> resultColumnsOf(String query);
}
