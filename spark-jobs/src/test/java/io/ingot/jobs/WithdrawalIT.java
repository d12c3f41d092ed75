package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.run.FencedException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.UnknownColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithdrawalIT {
  private static final List<String> TABLES =
      List.of(
          "rides",
          "rides_files",
          "rides_silver_data_quarantine",
          "rides_silver_data",
          "rides_gold_data");

  private final Lake lake = new Lake(Rides.pipeline());

  @Test
  void skippedBatch_leavesTheTablesAsBeforeAndTheNextOneGoesOn() {
    upload("a.csv", "r1,2024-01-01,7,50,10,5.00,n");
    lake.run(1);
    Map<String, List<String>> before = content();
    upload("a.csv", "r1,2024-01-01,7,50,10,9.00,n", "r2,2024-01-01,7,1,1,1.00,n");
    Lake.Batch second = lake.batch(2);
    assertThatThrownBy(() -> second.run(2, 1, "all", fail("gold:prepared")))
        .hasMessage("the job died");
    assertThat(content()).isNotEqualTo(before);

    second.withdraw(3, 1);

    assertThat(content()).isEqualTo(before);
    assertThat(stamps()).containsOnly(new Stamp(1, 3, ""));
    List<Long> heads = heads();
    second.withdraw(3, 1);
    assertThat(heads()).isEqualTo(heads);

    upload("b.csv", "r3,2024-01-01,7,70,30,10.00,n");
    lake.run(4);
    assertThat(lake.query("SELECT total_fare FROM db.rides_gold_data")).containsExactly("15.00");
    assertThat(lake.query("SELECT ride_id FROM db.rides")).containsExactly("r1", "r3");
  }

  @Test
  void rollbackToTheBeginning_emptiesTheTables() {
    upload("a.csv", "r1,2024-01-01,7,50,10,5.00,n");
    lake.run(1);
    upload("b.csv", "r2,2024-01-01,8,50,10,5.00,n");
    Lake.Batch second = lake.run(2);

    second.withdraw(3, 0);

    assertThat(content().values()).allMatch(List::isEmpty);
    upload("c.csv", "r3,2024-01-01,9,50,10,5.00,n");
    lake.run(4);
    assertThat(lake.query("SELECT driver_number FROM db.rides_gold_data")).containsExactly("9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bronze:publish", "gold:prepared"})
  void jobThatOutlivesItsLease_cannotPublishAfterTheTablesWereTakenBack(String point) {
    upload("a.csv", "r1,2024-01-01,7,50,10,5.00,n");
    lake.run(1);
    Map<String, List<String>> before = content();
    upload("b.csv", "r2,2024-01-01,7,1,1,1.00,n");
    Lake.Batch second = lake.batch(2);

    assertThatThrownBy(() -> second.run(2, 1, "all", once(point, () -> second.withdraw(3, 1))))
        .isInstanceOf(FencedException.class);

    assertThat(content()).isEqualTo(before);
  }

  /** The tables that the job is about to publish are its own: none has a fence yet. */
  @ParameterizedTest
  @ValueSource(strings = {"bronze:prepared", "silver:prepared"})
  void jobThatOutlivesItsLease_inTheFirstBatch_publishesNoNewTable(String point) {
    upload("a.csv", "r1,2024-01-01,7,50,10,5.00,n");
    Lake.Batch first = lake.batch(1);

    assertThatThrownBy(() -> first.run(1, 1, "all", once(point, () -> first.withdraw(2, 0))))
        .isInstanceOf(FencedException.class);

    for (String table : TABLES) {
      if (Lake.spark().catalog().tableExists("lake." + lake.name(table))) {
        assertThat(lake.query("SELECT * FROM db." + table)).as(table).isEmpty();
      }
    }
  }

  @Test
  void batchRedrivenAfterItsDefinitionWasMended_isLoadedAnewByTheNewOne() {
    upload("a.csv", "r1,2024-01-01,7,50,10,5.00,n");
    lake.run(1);
    upload("b.csv", "r2,2024-01-01,7,1,1,1.00,n", "r3,2024-01-01,7,1,1,-1.00,n");
    Lake.Batch second = lake.batch(2);
    PipelineDefinition before = second.attempt(2, 1).definition();
    assertThatThrownBy(() -> second.run(2, 1, "all", fail("gold:start")))
        .hasMessage("the job died");
    assertThat(lake.query("SELECT ride_id FROM db.rides_silver_data"))
        .containsExactly("r1", "r2", "r3");

    second.run(second.attempt(2, 2, mended(before)), "all", JobPoints.NONE);

    assertThat(lake.query("SELECT ride_id FROM db.rides")).containsExactly("r1", "r2", "r3");
    assertThat(lake.query("SELECT ride_id FROM db.rides_silver_data")).containsExactly("r1", "r2");
    assertThat(lake.query("SELECT total_fare FROM db.rides_gold_data")).containsExactly("6.00");
  }

  @Test
  void attemptThatTakesBack_doesNotLoad() {
    upload("a.csv", "r1,2024-01-01,7,50,10,5.00,n");
    Lake.Batch batch = lake.batch(1);

    assertThatThrownBy(() -> batch.run(1, 1, "withdraw", JobPoints.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the attempt loads a batch");
  }

  private static PipelineDefinition mended(PipelineDefinition pipeline) {
    String db = pipeline.database();
    Expectations positive =
        new Expectations(Map.of(), Map.of("fare_positive", "fare_amount > 0"), Map.of());
    return Rides.pipeline(
        db, List.of(Rides.source(db, UnknownColumns.rescue, positive)), pipeline.marts());
  }

  private void upload(String name, String... rows) {
    String[] lines = new String[rows.length + 1];
    lines[0] = Rides.HEADER;
    System.arraycopy(rows, 0, lines, 1, rows.length);
    lake.upload("rides", name, lines);
  }

  private Map<String, List<String>> content() {
    Map<String, List<String>> content = new LinkedHashMap<>();
    TABLES.forEach(t -> content.put(t, lake.query("SELECT * FROM db." + t)));
    return content;
  }

  private List<Stamp> stamps() {
    return TABLES.stream()
        .map(t -> Stamp.in(lake.table(t).currentSnapshot().summary()).orElseThrow())
        .map(s -> new Stamp(s.batch(), s.fence(), ""))
        .toList();
  }

  private List<Long> heads() {
    return TABLES.stream().map(t -> lake.table(t).currentSnapshot().snapshotId()).toList();
  }

  private static JobPoints fail(String at) {
    return point -> {
      if (point.equals(at)) {
        throw new IllegalStateException("the job died");
      }
    };
  }

  private static JobPoints once(String at, Runnable action) {
    AtomicBoolean armed = new AtomicBoolean(true);
    return point -> {
      if (point.startsWith(at) && armed.getAndSet(false)) {
        action.run();
      }
    };
  }
}
