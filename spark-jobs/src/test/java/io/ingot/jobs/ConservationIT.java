package io.ingot.jobs;

import static io.ingot.jobs.Rides.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.Column;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What leaves silver is deleted, replaced or in quarantine, and gold follows, also where the rules
 * change between batches.
 */
class ConservationIT {
  private static final String QUARANTINE =
      "SELECT split(row, '\"')[3], array_join(rules, ',') FROM db.rides_silver_data_quarantine";
  private static final String GOLD =
      "SELECT driver_number, avg_speed, total_distance, avg_fare, total_fare FROM db.rides_gold_data";
  private static final String FULL = Rides.SQL.replace("FROM rides", "FROM db.rides_silver_data");

  /** The number of a ride stands as its distance. */
  private static final String SILVER =
      "SELECT distance_travelled, ride_id, driver_number, fare_amount, %s FROM db.rides_silver_data";

  private static final String QUARANTINED =
      "SELECT get_json_object(row, '$.distance_travelled'), array_join(rules, ',') FROM db.rides_silver_data_quarantine";
  private static final int BATCHES = 4;
  private static final int FILES = 3;

  private final PipelineDefinition before = Rides.pipeline();
  private final Lake lake = new Lake(before);
  private long batches;

  private PipelineDefinition least(int fare) {
    return Rides.pipeline(
        before.database(),
        List.of(
            Rides.source(
                before.database(),
                UnknownColumns.rescue,
                new Expectations(Map.of(), Map.of("least", "fare_amount >= " + fare), Map.of()))),
        before.marts());
  }

  private static PipelineDefinition withTip(PipelineDefinition definition) {
    SourceDefinition rides = definition.sources().get(0);
    List<Column> columns = new ArrayList<>(rides.columns());
    columns.add(new Column("tip", "decimal(10,2)", false));
    return Rides.pipeline(
        definition.database(),
        List.of(
            new SourceDefinition(
                rides.name(),
                rides.description(),
                rides.landing(),
                rides.files(),
                rides.format(),
                columns,
                rides.limits(),
                rides.overwrite(),
                rides.unknownColumns(),
                rides.bronze(),
                rides.silver())),
        definition.marts());
  }

  private void run(PipelineDefinition definition) {
    batches++;
    Lake.Batch batch = lake.batch(batches);
    batch.run(batch.attempt(batches, 1, definition), "all", JobPoints.NONE);
  }

  private static String ride(String id, int driver, int fare) {
    return "%s,2024-01-01,%d,50,10,%d,n".formatted(id, driver, fare);
  }

  @Test
  void rowThatATightenedRuleTakesOut_isInQuarantine_andLeavesGold() {
    lake.upload("rides", "a.csv", HEADER, ride("R1", 7, 20), ride("R2", 8, 20));
    run(least(0));
    lake.upload("rides", "b.csv", HEADER, ride("R1", 7, 8));
    run(least(0));
    lake.upload("rides", "a.csv", HEADER, ride("R2", 8, 20));
    run(least(10));

    assertThat(lake.query("SELECT ride_id FROM db.rides_silver_data")).containsExactly("R2");
    assertThat(lake.query(QUARANTINE)).containsExactly("R1|least");
    assertThat(lake.query(GOLD))
        .containsExactly("8|50.0|10.0|20.000000|20.00")
        .isEqualTo(lake.query(FULL));
  }

  /**
   * All files at first, then replacements, rules and a column that is added, in any order. The
   * seeds have rules that take rides of earlier batches out of silver.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void tables_followEveryBatch_underTheDefinitionOfItsTime(long seed) {
    Random random = new Random(seed);
    int added = 1 + random.nextInt(BATCHES - 1);
    RulesTwin twin = new RulesTwin();
    for (int i = 0; i < BATCHES; i++) {
      boolean tips = i >= added;
      Map<String, List<RulesTwin.Ride>> files = new TreeMap<>();
      for (int upload = i == 0 ? FILES - 1 : random.nextInt(2); upload >= 0; upload--) {
        files.put("f" + (i == 0 ? upload : random.nextInt(FILES)) + ".csv", List.of());
      }
      // In the order of their uploads: later rides win.
      files.replaceAll((name, none) -> twin.rides(random, tips));
      files.forEach(
          (name, rides) ->
              lake.upload(
                  "rides",
                  name,
                  Stream.concat(
                          Stream.of(tips ? HEADER + ",tip" : HEADER),
                          rides.stream().map(RulesTwin.Ride::line))
                      .toArray(String[]::new)));
      int fare = 10 * random.nextInt(3);
      twin.batch(files, fare);
      run(tips ? withTip(least(fare)) : least(fare));

      assertThat(lake.query(tips ? SILVER.formatted("tip") : SILVER.formatted("NULL")))
          .as("batch %d, silver", batches)
          .containsExactlyInAnyOrderElementsOf(twin.silver());
      assertThat(lake.query(QUARANTINED))
          .as("batch %d, quarantine", batches)
          .containsExactlyInAnyOrderElementsOf(twin.quarantine());
      assertThat(lake.query(GOLD)).as("batch %d", batches).isEqualTo(lake.query(FULL));
    }
    assertThat(twin.takenOut()).as("rides that a tightened rule takes out").isPositive();
  }
}
