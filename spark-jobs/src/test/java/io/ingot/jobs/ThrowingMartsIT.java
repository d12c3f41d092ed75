package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.StageFailure.Kind;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Expectations.Gate;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.MartDefinition.Refresh;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A mart whose expression throws says which, and for which rows of which files, or which groups.
 */
class ThrowingMartsIT {
  private static final String ROW_2 =
      "{\"id\":2,\"k\":\"b\",\"n\":2000000000,\"big\":9000000000000000000,\"z\":0} at 23 in"
          + " s3://landing/t/a.csv";
  private static final String ROW_3 =
      "{\"id\":3,\"k\":\"b\",\"n\":3,\"big\":9000000000000000000,\"z\":3} at 60 in"
          + " s3://landing/t/a.csv";

  private final PipelineDefinition typed =
      Typed.pipeline(
          CsvDialect.with().format(),
          UnknownColumns.rescue,
          column("id", "long"),
          column("k", "string"),
          column("n", "int"),
          column("big", "long"),
          column("z", "int"));
  private int attempt = 1;

  @Test
  void expressionThatThrows_isNamed_withItsRowsOrGroups() {
    Lake lake = new Lake(typed);
    lake.upload(
        "t",
        "a.csv",
        "id,k,n,big,z",
        "1,a,1,1,1",
        "2,b,2000000000,9000000000000000000,0",
        "3,b,3,9000000000000000000,3");
    Lake.Batch batch = lake.run(1);

    says(batch, "k, sum(n * n) AS v FROM t GROUP BY k", "(n * n) throws for rows " + ROW_2);
    says(batch, "k, sum(big) AS v FROM t GROUP BY k", "sum(big) throws for groups k = b");
    says(batch, "k, sum(n) / min(z) AS v FROM t GROUP BY k", "throws for groups k = b");
    says(
        batch,
        "k, count(*) AS v FROM t WHERE n / z > 0 GROUP BY k",
        "((n / z) > 0) throws for rows " + ROW_2);
    says(
        batch,
        "cast(concat(k, id) AS int) AS k, id FROM t",
        "throws for rows {\"id\":1,",
        "; " + ROW_2 + "; " + ROW_3);
    says(
        batch,
        "x.k, y.id FROM t x JOIN t y ON x.id = y.n / y.z",
        "(y.n / y.z) throws for rows " + ROW_2);
    says(
        batch, "k, v FROM (SELECT id AS k, n * n AS v FROM t)", "(n * n) throws for rows " + ROW_2);
    says(
        batch,
        "k, 10 / v AS w FROM (SELECT id AS k, z AS v FROM t)",
        "(10 / v) throws for rows k = 2, v = 0");
    says(
        batch,
        "WITH a AS (SELECT id AS k, n * n AS v FROM t) SELECT k, v FROM a",
        "(n * n) throws for rows " + ROW_2);
  }

  @Test
  void ruleThatThrows_isNamed_withItsGroups() {
    Lake lake = new Lake(typed);
    lake.upload("t", "a.csv", "id,k,n,big,z", "1,a,1,1,1", "2,b,2,2,0");
    Lake.Batch batch = lake.run(1);
    Expectations rules =
        new Expectations(Map.of(), Map.of(), Map.of("ratio", Gate.every("1 / v >= 0")));

    assertThatThrownBy(() -> gold(batch, "SELECT k, sum(z) AS v FROM t GROUP BY k", rules))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(
            "Cannot compute mart gold: rule ratio throws for groups k = b (Division by zero");
  }

  private void says(Lake.Batch batch, String select, String... parts) {
    String sql = select.startsWith("WITH") ? select : "SELECT " + select;
    assertThatThrownBy(() -> gold(batch, sql, Expectations.NONE))
        .as(sql)
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Cannot compute mart gold: ")
        .hasMessageContainingAll(parts)
        .hasMessageEndingWith(
            "Correct the mart's query, or the files with these rows, then redrive the batch.");
    assertThat(batch.failure(1, attempt).kind()).isEqualTo(Kind.refused);
  }

  private void gold(Lake.Batch batch, String sql, Expectations rules) {
    MartDefinition mart =
        new MartDefinition(
            "gold",
            "Anything.",
            new TableName(typed.database(), "gold"),
            List.of("k"),
            Refresh.full,
            List.of("t"),
            sql,
            List.of(),
            rules);
    PipelineDefinition definition =
        new PipelineDefinition(
            typed.name(),
            typed.description(),
            typed.database(),
            typed.limits(),
            typed.sources(),
            List.of(mart));
    attempt++;
    batch.run(batch.attempt(1, attempt, definition), "gold", JobPoints.NONE);
  }
}
