package io.ingot.jobs;

import static io.ingot.jobs.Rides.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.RuleResult;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Expectations.Gate;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.run.GateException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

class GoldIT {
  private static final String GOLD =
      "SELECT driver_number, avg_speed, total_distance, avg_fare, total_fare"
          + " FROM db.rides_gold_data";
  private static final String FULL = Rides.SQL.replace("FROM rides", "FROM db.rides_silver_data");
  private static final List<String> TABLES =
      List.of(
          "rides",
          "rides_files",
          "rides_silver_data",
          "rides_silver_data_quarantine",
          "rides_gold_data");

  private final Lake lake = new Lake(Rides.pipeline());

  private static void first(Lake lake) {
    lake.upload(
        "rides",
        "d1.csv",
        HEADER,
        "r1,2024-01-01,7,50,10,12.30,n",
        "r2,2024-01-01,7,60,20,7.70,n",
        "r3,2024-01-01,8,40,5,3.00,n",
        "r4,2024-01-02,9,40,5,3.00,n");
  }

  private static void second(Lake lake) {
    lake.upload(
        "rides", "d2.csv", HEADER, "r5,2024-01-01,7,70,30,10.00,n", "r3,2024-01-01,9,1,1,1.00,n");
  }

  private static void third(Lake lake) {
    lake.upload("rides", "d1.csv", HEADER, "r1,2024-01-01,7,50,10,2.30,n");
  }

  @Test
  void threeUploads_endToEnd_leaveWhatTheUploadsSay() {
    first(lake);
    lake.run(1);
    assertThat(lake.query(GOLD))
        .containsExactly(
            "7|55.0|30.0|10.000000|20.00", "8|40.0|5.0|3.000000|3.00", "9|40.0|5.0|3.000000|3.00");

    second(lake);
    Lake.Batch late = lake.run(2);
    assertThat(lake.query(GOLD))
        .containsExactly("7|60.0|60.0|10.000000|30.00", "9|20.5|6.0|2.000000|4.00");
    assertThat(late.result(2, 1, Stage.gold).tables())
        .containsExactly(StageResult.TableResult.changed(lake.name("rides_gold_data"), 2, 1));

    third(lake);
    lake.run(3);
    assertThat(lake.query("SELECT ride_id, driver_number FROM db.rides_silver_data"))
        .containsExactly("r1|7", "r3|9", "r5|7");
    assertThat(lake.query(GOLD))
        .containsExactly("7|60.0|40.0|6.150000|12.30", "9|1.0|1.0|1.000000|1.00")
        .isEqualTo(lake.query(FULL));
  }

  @Test
  void martWhoseRowsRepeatAKey_isNotPublished_andItsKeysAreNamed() {
    PipelineDefinition before = Rides.pipeline();
    MartDefinition good = before.marts().get(0);
    MartDefinition twice =
        new MartDefinition(
            good.name(),
            good.description(),
            good.table(),
            good.key(),
            MartDefinition.Refresh.full,
            good.reads(),
            "SELECT driver_number, max_speed FROM rides",
            List.of());
    Lake repeating = new Lake(Rides.pipeline(before.database(), before.sources(), List.of(twice)));
    first(repeating);

    assertThatThrownBy(() -> repeating.run(1))
        .isInstanceOf(GateException.class)
        .hasMessage(
            "Cannot publish batch 1 of mart rides_gold_data: rule key is broken (4 rows have 3 keys;"
                + " for example {\"driver_number\":7} 2 times). Correct the mart's query or its key,"
                + " then redrive the batch.");
    assertThat(repeating.table("rides_gold_data").currentSnapshot()).isNull();
  }

  @Test
  void rowsThatOthersChange_areInGoldAfterTheNextBatch() {
    first(lake);
    lake.run(1);
    lake.query("DELETE FROM db.rides_silver_data WHERE ride_id = 'r1'");
    lake.query(
        "INSERT INTO db.rides_silver_data SELECT 'x', Date, 8, max_speed, distance_travelled,"
            + " fare_amount, _batch, _file_version, _source_file, _arrival, _position"
            + " FROM db.rides_silver_data WHERE ride_id = 'r2'");
    lake.query("UPDATE db.rides_gold_data SET total_fare = 0 WHERE driver_number = 8");
    assertThat(lake.query(GOLD)).isNotEqualTo(lake.query(FULL));

    lake.upload("rides", "d2.csv", HEADER, "r5,2024-01-01,9,70,30,10.00,n");
    Lake.Batch second = lake.run(2);
    assertThat(lake.query(GOLD)).isEqualTo(lake.query(FULL));
    assertThat(told(second, 2))
        .containsExactly(
            lake.name("rides_silver_data") + " append after batch 1",
            lake.name("rides_silver_data") + " delete after batch 1",
            lake.name("rides_gold_data") + " overwrite after batch 1");

    lake.upload("rides", "d3.csv", HEADER, "r6,2024-01-01,9,70,30,10.00,n");
    Lake.Batch third = lake.run(3);
    assertThat(third.result(3, 1, Stage.gold).tables().get(0).rows())
        .as("only the touched group is computed again")
        .isEqualTo(1);
    assertThat(told(third, 3)).isEmpty();
  }

  @Test
  void rowsThatOthersChange_areToldOnce_alsoIfAnotherSourceBringsTheNextBatch() {
    Lake joined = new Lake(Rides.joined());
    first(joined);
    joined.upload("drivers", "a.csv", "driver_number,name", "7,Ann", "8,Bob", "9,Cy");
    joined.run(1);
    joined.query("DELETE FROM db.drivers_silver WHERE driver_number = 8");
    joined.upload("rides", "d2.csv", HEADER, "r5,2024-01-01,9,70,30,10.00,n");
    Lake.Batch second = joined.run(2);
    joined.upload("drivers", "b.csv", "driver_number,name", "10,Di");

    assertThat(told(second, 2))
        .containsExactly(joined.name("drivers_silver") + " delete after batch 1");
    assertThat(told(joined.run(3), 3)).isEmpty();
  }

  private static List<String> told(Lake.Batch batch, long fence) {
    return Stage.LOADING.stream()
        .flatMap(stage -> batch.result(fence, 1, stage).tables().stream())
        .flatMap(table -> table.foreign().stream())
        .map(f -> "%s %s after batch %d".formatted(f.table(), f.operation(), f.batch()))
        .toList();
  }

  @Test
  void tableOfAnotherPipeline_isRefused() {
    first(lake);
    lake.run(1);
    lake.upload("rides", "d2.csv", HEADER, "r5,2024-01-01,9,70,30,10.00,n");
    Lake.Batch batch = lake.batch(2);
    Attempt attempt = batch.attempt(2, 1);
    PipelineDefinition d = attempt.definition();
    PipelineDefinition renamed =
        new PipelineDefinition(
            "trips", d.description(), d.database(), d.limits(), d.sources(), d.marts());

    assertThatThrownBy(() -> batch.run(batch.attempt(2, 1, renamed), "all", JobPoints.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it belongs to pipeline rides, this is trips");
  }

  @Test
  void repeatedStages_leaveEverySnapshot_andCarryTheirResultsOver() {
    first(lake);
    Lake.Batch batch = lake.run(1);
    Map<String, Long> before = snapshots(lake);
    batch.run(2, 2, "all", JobPoints.NONE);

    assertThat(snapshots(lake)).isEqualTo(before);
    for (Stage stage : Stage.LOADING) {
      assertThat(batch.result(2, 2, stage).tables())
          .containsExactlyInAnyOrderElementsOf(batch.result(1, 1, stage).tables());
    }
  }

  @Test
  void crashAfterEachPublish_thenANewAttempt_givesTheSameTables() {
    first(lake);
    lake.run(1);
    List<String> points = new ArrayList<>();
    second(lake);
    third(lake);
    lake.batch(2).run(2, 1, "all", points::add);
    assertThat(points).contains("bronze:start", "silver:prepared", "gold:done");
    assertThat(points)
        .containsSubsequence(
            "silver:publish:" + lake.name("rides_silver_data_quarantine") + ":after",
            "silver:publish:" + lake.name("rides_silver_data") + ":before");

    String database = lake.name("");
    Lake other = new Lake(Rides.pipeline());
    first(other);
    other.run(1);
    second(other);
    third(other);
    Lake.Batch batch = other.batch(2);
    int attempt = 1;
    // Before a table is after the one before it. Each attempt comes one table further.
    for (String point : points.stream().filter(p -> p.endsWith(":after")).toList()) {
      String at = point.replace(database, other.name(""));
      int number = attempt++;
      assertThatThrownBy(
              () ->
                  batch.run(
                      2,
                      number,
                      "all",
                      p -> {
                        if (p.equals(at)) {
                          throw new IllegalStateException("crash");
                        }
                      }))
          .as(at)
          .hasMessage("crash");
    }
    batch.run(3, attempt, "all", JobPoints.NONE);
    assertThat(contents(other)).isEqualTo(contents(lake));
    for (String table : TABLES) {
      assertThat(other.table(table).refs()).as(table).containsOnlyKeys("main");
    }
  }

  @Test
  void gate_leavesSilverAndGoldAtTheirSnapshots() {
    Expectations rules =
        new Expectations(
            Map.of(), Map.of(), Map.of("fares", Expectations.Gate.every("fare_amount >= 0")));
    Lake gated = new Lake(Rides.pipeline(UnknownColumns.rescue, rules));
    first(gated);
    gated.run(1);
    Map<String, Long> before = snapshots(gated);
    gated.upload("rides", "d2.csv", HEADER, "r9,2024-01-05,7,50,10,-1,n");

    assertThatThrownBy(() -> gated.run(2))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith(
            "Cannot publish batch 2 of source rides: rule fares is broken (1 of 1 rows"
                + " break fare_amount >= 0, allowed are 0; for example {\"ride_id\":\"r9\"");
    Map<String, Long> after = snapshots(gated);
    for (String table : List.of("rides_silver_data", "rides_gold_data")) {
      assertThat(after.get(table)).isEqualTo(before.get(table));
    }
  }

  @Test
  void gateOfMart_holdsGoldBack_untilRowsAreRight() {
    Expectations rules =
        new Expectations(
            Map.of("fast", new Gate(Expectations.Rows.broken, "avg_speed < 40", 1, -1)),
            Map.of(),
            Map.of(
                "rich",
                Gate.every("total_fare >= 0"),
                "mostly_slow",
                new Gate(Expectations.Rows.broken, "avg_speed < 100", -1, 0.5)));
    Lake gated = new Lake(Rides.gold(rules));
    first(gated);
    Lake.Batch one = gated.run(1);
    assertThat(one.result(1, 1, Stage.gold).tables().get(1).rules())
        .containsExactly(new RuleResult("fast", "warn", 3, true));
    Map<String, Long> before = snapshots(gated);

    gated.upload("rides", "d2.csv", HEADER, "r9,2024-01-05,7,500,10,-1000,n");
    Lake.Batch two = gated.batch(2);
    assertThatThrownBy(() -> two.run(2, 1, "all", JobPoints.NONE))
        .isInstanceOf(GateException.class)
        .hasMessageStartingWith("Cannot publish batch 2 of mart rides_gold_data: ")
        .hasMessageContaining(
            "rule rich is broken (1 of 1 rows break total_fare >= 0, allowed are 0; for example"
                + " {\"driver_number\":7,")
        .hasMessageContaining(
            "rule mostly_slow is broken (1 of 1 rows break avg_speed < 100, allowed are 50%;")
        .hasMessageEndingWith("Fix the file or the rule, then redrive the batch.");
    assertThat(snapshots(gated).get("rides_gold_data")).isEqualTo(before.get("rides_gold_data"));
    assertThat(gated.query("SELECT count(*) FROM db.second")).containsExactly("2");

    // A rule that was changed is held against all rows, not only those of the batch.
    Attempt fixed =
        two.attempt(3, 2, Rides.withGold(two.attempt(3, 2).definition(), Expectations.NONE));
    two.run(fixed, "all", JobPoints.NONE);
    assertThat(gated.query("SELECT driver_number FROM db.rides_gold_data WHERE total_fare < 0"))
        .containsExactly("7");
    assertThat(gated.query("SELECT sum(n) FROM db.second")).containsExactly("5");
  }

  @Test
  void fullMart_isReplacedInOneCommit() {
    Lake joined = new Lake(Rides.joined());
    first(joined);
    joined.upload("drivers", "d.csv", "driver_number,name", "7,ann", "8,bob");
    joined.run(1);
    Table rich = joined.table("rich");
    long before = rich.currentSnapshot().snapshotId();
    joined.upload("rides", "d2.csv", HEADER, "r6,2024-01-01,8,1,1,9.00,n");
    List<List<String>> seen = new ArrayList<>();
    joined.batch(2).run(2, 1, "all", point -> seen.add(joined.query("SELECT name FROM db.rich")));

    assertThat(seen.stream().distinct().toList()).hasSize(2);
    rich.refresh();
    assertThat(rich.currentSnapshot().parentId()).isEqualTo(before);
    assertThat(rich.currentSnapshot().operation()).isEqualTo("overwrite");
  }

  @Test
  void changedMart_isRecomputedInFull() {
    first(lake);
    lake.run(1);
    second(lake);
    Lake.Batch batch = lake.batch(2);
    PipelineDefinition old = batch.attempt(2, 1).definition();
    PipelineDefinition changed =
        new PipelineDefinition(
            old.name(),
            old.description(),
            old.database(),
            old.limits(),
            old.sources(),
            List.of(
                Rides.mart(
                    old.database(),
                    "SELECT driver_number, count(*) AS rides FROM rides WHERE driver_number < 9"
                        + " GROUP BY driver_number")));
    batch.run(batch.attempt(2, 1, changed), "all", JobPoints.NONE);

    assertThat(lake.table("rides_gold_data").schema().columns())
        .as("columns that the mart no longer has are gone")
        .extracting(column -> column.name())
        .containsExactly("driver_number", "rides");
    assertThat(lake.query("SELECT * FROM db.rides_gold_data")).containsExactly("7|3");
  }

  @Test
  void joinedMart_withNullGroups_alwaysEqualsItsFullRecompute() {
    Lake joined = new Lake(Rides.joined());
    first(joined);
    joined.run(1);
    assertThat(joined.query("SELECT * FROM db.names")).isEmpty();

    joined.upload("drivers", "d.csv", "driver_number,name", "7,ann", "8,", "9,");
    joined.run(2);
    assertThat(joined.query("SELECT * FROM db.names"))
        .containsExactly("ann|2|20.00", "null|2|6.00")
        .isEqualTo(joined.query(full()));

    second(joined);
    joined.upload("drivers", "e.csv", "driver_number,name", "7,", "9,eve");
    joined.run(3);
    assertThat(joined.query("SELECT * FROM db.names"))
        .containsExactly("eve|2|4.00", "null|3|30.00")
        .isEqualTo(joined.query(full()));

    third(joined);
    joined.upload("drivers", "e.csv", "driver_number,name", "8,bob");
    joined.run(4);
    assertThat(joined.query("SELECT * FROM db.names")).isEqualTo(joined.query(full()));
    assertThat(joined.query("SELECT * FROM db.rich"))
        .isEqualTo(joined.query("SELECT name FROM db.names WHERE fares > 5"));
  }

  private static String full() {
    return Rides.JOINED
        .replace("FROM rides", "FROM db.rides_silver_data")
        .replace("JOIN drivers", "JOIN db.drivers_silver");
  }

  private static Map<String, Long> snapshots(Lake lake) {
    Map<String, Long> snapshots = new LinkedHashMap<>();
    TABLES.forEach(t -> snapshots.put(t, lake.table(t).currentSnapshot().snapshotId()));
    return snapshots;
  }

  private static List<List<String>> contents(Lake lake) {
    return TABLES.stream().map(t -> lake.query("SELECT * FROM db." + t)).toList();
  }
}
