package io.ingot.jobs;

import static io.ingot.jobs.Orders.HEADER;
import static io.ingot.jobs.Orders.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Stage;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.OutcomeUnknownException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.run.WorkFiles;
import io.ingot.jobs.table.StampedTable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where an attempt's branch starts. */
class BranchIT {
  private final Lake lake = new Lake(Orders.pipeline(List.of("itemid"), Orders.RULES));

  /** The first commit on a branch. */
  enum First {
    touch(table -> table.touch(Map.of())),
    append(table -> table.append(rows(table), Map.of())),
    statement(
        table ->
            table.write(
                Map.of(),
                () -> Lake.spark().sql("DELETE FROM " + table.branch() + " WHERE itemid = 2")));

    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<StampedTable> commit;

    First(Consumer<StampedTable> commit) {
      this.commit = commit;
    }

    private static Dataset<Row> rows(StampedTable table) {
      return Lake.spark().table(table.main()).where("itemid = 1");
    }
  }

  /** Otherwise it would become part of the batch, and no batch would ever report it. */
  @ParameterizedTest
  @EnumSource
  void whatOthersCommit_onceTheBatchIsPrepared_makesItsPublishFail(First first) {
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "b"));
    lake.run(1);
    StampedTable table = open(2);
    table.fork();
    Lake.spark().sql("DELETE FROM " + table.main() + " WHERE itemid = 1");
    Snapshot others = lake.table("silver_orders").currentSnapshot();

    first.commit.accept(table);

    assertThatThrownBy(table::publish)
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("its history went another way");
    assertThat(lake.table("silver_orders").currentSnapshot()).isEqualTo(others);
  }

  @ParameterizedTest
  @EnumSource
  void branch_comesWithItsFirstCommit_andGoesWhenItIsPublished(First first) {
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "b"));
    lake.run(1);
    StampedTable table = open(2);
    table.fork();
    assertThat(lake.table("silver_orders").refs()).containsOnlyKeys("main");

    first.commit.accept(table);

    Table prepared = lake.table("silver_orders");
    assertThat(prepared.refs()).hasSize(2);
    assertThat(prepared.currentSnapshot().summary()).containsEntry("ingot.batch", "1");
    table.publish();
    assertThat(lake.table("silver_orders").refs()).containsOnlyKeys("main");
    assertThat(lake.table("silver_orders").currentSnapshot().summary())
        .containsEntry("ingot.batch", "2");
  }

  private StampedTable open(long batch) {
    SparkSession spark = Lake.spark();
    StageRun run =
        new StageRun(
            spark,
            lake.batch(batch).attempt(batch, 1),
            "lake",
            JobPoints.NONE,
            new WorkFiles(spark.sparkContext().hadoopConfiguration()),
            Stage.silver);
    String[] name = lake.name("silver_orders").split("[.]", -1);
    return StampedTable.open(run, new TableName(name[0], name[1]));
  }
}
