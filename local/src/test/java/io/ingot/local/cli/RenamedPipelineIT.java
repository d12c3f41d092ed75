package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.ledger.PipelineItem;
import io.ingot.local.lake.Lake;
import io.ingot.local.lake.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenamedPipelineIT {
  private static final String IDS =
      "SELECT ride_id, count(*) AS n FROM uber_database.rides_silver_data GROUP BY 1 ORDER BY 1";

  @TempDir private Path temp;
  private CommandLineLake rides;
  private CommandLineLake trips;

  @BeforeEach
  void define() throws IOException {
    rides = new CommandLineLake(temp.resolve("lake"), definitions("rides"));
    trips = new CommandLineLake(temp.resolve("lake"), definitions("trips"));
  }

  @Test
  void renamedPipeline_isRefusedWithTheCommandThatAdoptsIt_andLoadsNoFileTwice()
      throws IOException {
    upload(rides, "a");
    rides.ok("run");
    upload(rides, "b");
    upload(trips, "c");

    CommandLineLake.Ran refused = trips.run("run");
    assertThat(refused.code()).isEqualTo(Ingot.FAILED);
    assertThat(refused.out() + refused.err())
        .contains("it belongs to pipeline rides, this is trips")
        .contains("run ./ingot adopt trips --from rides");

    assertThat(trips.ok("adopt", "trips", "--from", "rides"))
        .isEqualTo(
            "trips: 5 tables of rides belong to it now, and 2 files wait. Run ./ingot run --pipeline trips.\n");
    trips.ok("run", "--pipeline", "trips");
    assertThat(trips.csv(IDS)).isEqualTo("ride_id,n\na,1\nb,1\nc,1\n");
    assertThat(trips.gold()).contains("6.00");
    assertThat(trips.ok("sweep")).contains("0 were unknown");
    assertThat(trips.csv("SELECT count(*) AS n FROM uber_database.rides")).isEqualTo("n\n3\n");
    assertThat(trips.status("trips").path("batches").findValuesAsText("state"))
        .containsExactly("loaded", "loaded");
    assertThat(trips.ok("adopt", "trips", "--from", "rides"))
        .isEqualTo("trips: nothing to do, nothing here belongs to rides.\n");

    trips.ok("rollback", "--to-batch", "1", "--pipeline", "trips");
    upload(trips, "d");
    trips.ok("run");
    assertThat(trips.csv(IDS)).isEqualTo("ride_id,n\na,1\nd,1\n");
  }

  @Test
  void adoption_thatWasInterruptedBetweenLedgerAndTables_isCompletedByRepeatingIt()
      throws IOException {
    upload(rides, "a");
    rides.ok("run");
    withLedger((ledger, old) -> ledger.rename(old, ledger.pipeline("trips")));
    upload(trips, "c");

    assertThat(trips.run("run").code()).isEqualTo(Ingot.FAILED);
    assertThat(trips.ok("adopt", "trips", "--from", "rides")).startsWith("trips: 5 tables of");
    trips.ok("redrive", "--batch", "2", "--pipeline", "trips");
    assertThat(trips.csv(IDS)).isEqualTo("ride_id,n\na,1\nc,1\n");
  }

  @Test
  void adoption_whileTheFormerNameHasAnOpenBatch_orIsDefined_isRefused() throws IOException {
    upload(rides, "a");
    withLedger((ledger, old) -> ledger.update(old, old.claimed(1, "m", "h").held("why")));

    CommandLineLake.Ran held = trips.run("adopt", "trips", "--from", "rides");
    assertThat(held.code()).isEqualTo(Ingot.WRONG);
    assertThat(held.err())
        .isEqualTo(
            "Cannot adopt pipeline trips from rides: batch 1 of rides is held. Give the pipeline its former name, redrive or skip the batch, then rename it.\n");
    assertThat(rides.run("adopt", "rides", "--from", "rides").err())
        .isEqualTo(
            "Cannot adopt pipeline rides from rides: rides is still defined. Remove its folder first.\n");
    assertThat(trips.run("adopt", "nothing", "--from", "rides").err())
        .isEqualTo("Cannot adopt pipeline nothing: it is not defined. Correct the name.\n");
    assertThat(trips.run("adopt", "trips").code()).isEqualTo(Ingot.WRONG);
  }

  private void withLedger(BiFunction<SqliteLedger, PipelineItem, Boolean> step) {
    try (SqliteLedger ledger = SqliteLedger.open(new Lake(rides.path()).ledger())) {
      assertThat(step.apply(ledger, ledger.pipeline("rides"))).isTrue();
    }
  }

  private void upload(CommandLineLake lake, String id) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve(id + ".csv"),
            """
            ride_id,Date,driver_number,speed,distance_travelled,fare_amount,route_taken,start_point,end_point
            %s,2024-01-01,D1,50.00,1.00,2.00,r,s,e
            """
                .formatted(id));
    lake.ok("upload", (lake == rides ? "rides" : "trips") + "/rides", file.toString());
  }

  /** The rides under a name. */
  private Path definitions(String name) throws IOException {
    Path to = temp.resolve("as-" + name).resolve(name);
    try (Stream<Path> found = Files.walk(CommandLineLake.RIDES)) {
      List<Path> files =
          found.filter(f -> f.toString().matches(".*\\.(yaml|sql)")).sorted().toList();
      for (Path file : files) {
        Path target = to.resolve(CommandLineLake.RIDES.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(
            target, Files.readString(file).replaceFirst("(?m)^pipeline: .*$", "pipeline: " + name));
      }
    }
    return to.getParent();
  }
}
