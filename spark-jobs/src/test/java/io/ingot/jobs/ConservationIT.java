package io.ingot.jobs;

import static io.ingot.jobs.Rides.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  /** Uploads, replacements and rules in any order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyRowThatCounts_isReplacedOrInSilverOrInQuarantine(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      for (int upload = random.nextInt(2); upload >= 0; upload--) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int row = random.nextInt(5); row >= 0; row--) {
          lines.add(ride("R" + random.nextInt(6), random.nextInt(3), random.nextInt(30)));
        }
        lake.upload("rides", "f" + random.nextInt(3) + ".csv", lines.toArray(String[]::new));
      }
      run(least(10 * random.nextInt(3)));

      assertThat(lake.query(GOLD)).as("batch %d", batches).isEqualTo(lake.query(FULL));
      assertThat(
              lake.query(
                  """
                  SELECT b.ride_id, b._source_file, b._position
                  FROM db.rides b
                  JOIN db.rides_files f ON b._source_file = f._source_file
                    AND b._file_version = f._file_version AND b._batch = f.batch AND f.state = 'loaded'
                  LEFT ANTI JOIN db.rides_silver_data_quarantine q ON b._source_file = q._source_file
                    AND b._file_version = q._file_version AND b._position = q._position
                  LEFT ANTI JOIN db.rides_silver_data s ON b.ride_id = s.ride_id
                    AND (s._arrival, s._source_file, s._file_version, s._position)
                      >= (b._arrival, b._source_file, b._file_version, b._position)
                  """))
          .as("batch %d: rows that are nowhere", batches)
          .isEmpty();
      assertThat(
              lake.query(
                  """
                  SELECT s.ride_id FROM db.rides_silver_data s
                  JOIN db.rides_silver_data_quarantine q ON s._source_file = q._source_file
                    AND s._file_version = q._file_version AND s._position = q._position
                  """))
          .as("batch %d: rows that are twice", batches)
          .isEmpty();
    }
  }
}
