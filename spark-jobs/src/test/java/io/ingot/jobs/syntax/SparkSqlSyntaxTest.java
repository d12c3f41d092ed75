package io.ingot.jobs.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkSqlSyntaxTest {
  private final SparkSqlSyntax sql = new SparkSqlSyntax();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "price > 0",
        "date_trunc('month', orderdate)",
        "a IS NULL OR a BETWEEN 1 AND 2",
        "exists(array(1, 2), x -> x = a)",
        "`odd name` LIKE 'x%'"
      })
  void expression_ofOneRow_hasNoProblem(String expression) {
    assertThat(sql.expressionProblem(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price >> 0 AND | Syntax error at or near '>' (line 1, pos 7)",
        "price > | Syntax error at or near end of input (line 1, pos 7)",
        "'' | Syntax error at or near end of input (line 1, pos 0)",
        "price > 0 x | it is followed by a name (x)",
        "a IN (SELECT a FROM t) | it has a subquery",
        "row_number() OVER (ORDER BY a) = 1 | it has a window function",
        "price > AVG(price) | it has the aggregate function avg"
      })
  void expression_thatIsNone_isExplainedInOneLine(String expression, String problem) {
    assertThat(sql.expressionProblem(expression)).hasValue(problem);
  }

  @Test
  void columns_areThoseReferredTo_inOrderAndOnce() {
    assertThat(sql.columnsOf("b + t.a > B1 AND b < CASE WHEN c THEN 'd' ELSE upper(e) END"))
        .containsExactly("b", "t.a", "B1", "c", "e");
    assertThat(sql.columnsOf("d <= current_date AND exists(a, x -> x = y)"))
        .containsExactly("d", "a", "y");
    assertThat(sql.columnsOf("a >")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT a FROM t;",
        "WITH x AS (SELECT 1 AS a) SELECT a FROM x",
        "SELECT a FROM t UNION ALL SELECT b FROM u ORDER BY 1 LIMIT 3"
      })
  void query_thatIsOne_hasNoProblem(String query) {
    assertThat(sql.queryProblem(query)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT a FRM t WHERE | Syntax error at or near 't' (line 1, pos 13)",
        "DROP TABLE t | Syntax error at or near 'DROP' (line 1, pos 0)",
        "INSERT INTO t SELECT 1 | Syntax error at or near 'INSERT' (line 1, pos 0)",
        "SELECT a FROM t; DROP TABLE t | Syntax error at or near 'DROP': extra input 'DROP' (line 1, pos 17)"
      })
  void query_thatIsNone_isExplainedInOneLine(String query, String problem) {
    assertThat(sql.queryProblem(query)).hasValue(problem);
  }

  @Test
  void relations_areThoseOutsideOfWith() {
    assertThat(
            sql.relationsOf(
                """
                WITH early AS (SELECT * FROM a), rides AS (SELECT * FROM Rides JOIN early)
                SELECT * FROM RIDES r JOIN db.b USING (x)
                WHERE y IN (SELECT y FROM c) AND EXISTS (SELECT 1 FROM early)
                UNION SELECT * FROM (SELECT * FROM d) LEFT JOIN a
                """))
        .containsExactly("a", "Rides", "db.b", "c", "d");
    assertThat(sql.relationsOf("nonsense")).isEmpty();
  }

  @Test
  void resultColumns_areNamedAsSparkNamesThem() {
    assertThat(
            sql.resultColumnsOf("SELECT t.a, b AS C, sum(d) FROM t GROUP BY 1 HAVING x ORDER BY 1"))
        .containsExactly("a", "C", "sum(d)");
    assertThat(sql.resultColumnsOf("WITH w AS (SELECT 1) SELECT DISTINCT a FROM w LIMIT 1"))
        .containsExactly("a");
    assertThat(sql.resultColumnsOf("SELECT a FROM t UNION SELECT b FROM u")).containsExactly("a");
    assertThat(sql.resultColumnsOf("SELECT a, * FROM t")).isEmpty();
    assertThat(sql.resultColumnsOf("SELECT t.* FROM t")).isEmpty();
    assertThat(sql.resultColumnsOf("SELECT * EXCEPT (a) FROM t")).isEmpty();
    assertThat(sql.resultColumnsOf("nonsense")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT k, sum(a) AS s FROM t GROUP BY k",
        "SELECT k, percentile_cont(0.5) WITHIN GROUP (ORDER BY a) AS p FROM t GROUP BY k",
        "SELECT T.K, count(*) AS n, count(DISTINCT a) AS d FROM t WHERE a > 0 GROUP BY k",
        "SELECT k, CAST(avg(a) AS DECIMAL(8, 2)) / max(b) AS s FROM t GROUP BY 1",
        "SELECT upper(x) AS k, min(a) AS m FROM t GROUP BY upper(x)",
        "SELECT upper(x) AS k, min(a) AS m FROM t GROUP BY k",
        "SELECT k, concat(k, 'x', count(*)) AS c FROM t GROUP BY k",
        "SELECT t.k, sum(u.a) AS s FROM t JOIN u ON t.id = u.id JOIN v USING (id) GROUP BY t.k",
        "SELECT k, sum(a) FILTER (WHERE b = 'x') AS s FROM t AS u GROUP BY k"
      })
  void incremental_keysAndAggregates_decompose(String query) {
    assertThat(sql.incrementalProblem(query, List.of("k"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT k, sum(a) AS s FROM t GROUP BY k HAVING sum(a) > 1 | it has HAVING",
        "SELECT k, sum(a) AS s FROM t GROUP BY k ORDER BY k | it has ORDER BY",
        "SELECT k, sum(a) AS s FROM t GROUP BY k LIMIT 3 | it has LIMIT",
        "SELECT DISTINCT k, sum(a) AS s FROM t GROUP BY k | it has DISTINCT",
        "WITH w AS (SELECT * FROM t) SELECT k, sum(a) AS s FROM w GROUP BY k | it has WITH",
        "SELECT k FROM t GROUP BY k UNION SELECT k FROM u GROUP BY k | it combines several queries",
        "SELECT k FROM t GROUP BY k UNION ALL SELECT k FROM u GROUP BY k | it combines several queries",
        "SELECT k FROM t GROUP BY k EXCEPT SELECT k FROM u | it combines several queries",
        "SELECT k, a FROM t | it has no GROUP BY",
        "SELECT count(*) AS k FROM t | it has no GROUP BY",
        "SELECT k, rank() OVER (ORDER BY a) AS r FROM t | it has a window function",
        "SELECT k, sum(sum(a)) OVER (ORDER BY k) AS r FROM t GROUP BY k | it has a window function",
        "SELECT k, sum(a) AS s FROM t LEFT JOIN u USING (id) GROUP BY k | it has a LEFT OUTER join",
        "SELECT k, sum(a) AS s FROM t LEFT ANTI JOIN u USING (id) GROUP BY k | it has a LEFT ANTI join",
        "SELECT k, sum(a) AS s FROM t LEFT SEMI JOIN u USING (id) GROUP BY k | it has a LEFT SEMI join",
        "SELECT k, sum(a) AS s FROM t NATURAL FULL JOIN u GROUP BY k | it has a FULL OUTER join",
        "SELECT k, sum(a) AS s FROM t CROSS JOIN u GROUP BY k | it has a CROSS join",
        "SELECT k, sum(a) AS s FROM (SELECT * FROM t) GROUP BY k | it has a subquery",
        "SELECT k, sum(a) AS s FROM t WHERE a IN (SELECT a FROM u) GROUP BY k | it has a subquery",
        "SELECT k, sum(a) AS s FROM t JOIN u ON EXISTS (SELECT 1 FROM v) GROUP BY k | it has a subquery",
        "SELECT k, (SELECT max(a) FROM u) AS s FROM t GROUP BY k | it has a subquery",
        "SELECT k, sum(a) AS s FROM t x JOIN T y ON x.id = y.of GROUP BY k | it reads T twice",
        "SELECT k, sum(e) AS s FROM t LATERAL VIEW explode(a) AS e GROUP BY k | its FROM is more than tables and inner joins",
        "SELECT k, sum(a) AS s FROM t TABLESAMPLE (10 ROWS) GROUP BY k | its FROM is more than tables and inner joins",
        "SELECT k, sum(a * rand()) AS s FROM t GROUP BY k | it is not deterministic (rand)",
        "SELECT k, sum(a) AS s FROM t WHERE d < now() GROUP BY k | it is not deterministic (now)",
        "SELECT k, sum(a) AS s FROM t WHERE d < current_date GROUP BY k | it is not deterministic (current_date)",
        "SELECT k, first(a) AS s FROM t GROUP BY k | it is not deterministic (first)",
        "SELECT session_window(ts, '1 hour') AS k, sum(a) AS s FROM t GROUP BY 1 | its groups depend on each other (session_window)",
        "SELECT trunc(k, 'MM') AS k, sum(a) AS s FROM t GROUP BY k | it groups by the column k, not by the expression of that name; give the expression another name",
        "SELECT upper(t.K) AS k, sum(a) AS s FROM t GROUP BY k | it groups by the column k, not by the expression of that name; give the expression another name",
        "SELECT k, sum(a) AS s FROM t GROUP BY k, j | its grouping expression j is not in the select list",
        "SELECT k, sum(a) AS s FROM t GROUP BY ALL | its grouping expression ALL is not in the select list",
        "SELECT k, sum(a) AS s FROM t GROUP BY CUBE (k) | it has GROUPING SETS, CUBE or ROLLUP",
        "SELECT k, sum(a) AS s FROM t GROUP BY k WITH ROLLUP | it has GROUPING SETS, CUBE or ROLLUP",
        "SELECT k, sum(a) AS s FROM t GROUP BY k GROUPING SETS ((k)) | it has GROUPING SETS, CUBE or ROLLUP",
        "SELECT k, a FROM t GROUP BY k | its column a is neither grouped nor aggregated",
        "SELECT k, upper(a) AS s FROM t GROUP BY k | its column a is neither grouped nor aggregated",
        "SELECT k, j, sum(a) AS s FROM t GROUP BY k, j | its key (k) is not its grouping columns (k, j)",
        "SELECT k AS driver, sum(a) AS s FROM t GROUP BY k | its key (k) is not its grouping columns (driver)",
        "SELECT k, | Syntax error at or near end of input (line 1, pos 9)"
      })
  void incremental_anythingElse_isExplainedInOneLine(String query, String problem) {
    assertThat(sql.incrementalProblem(query, List.of("k"))).hasValue(problem);
  }
}
