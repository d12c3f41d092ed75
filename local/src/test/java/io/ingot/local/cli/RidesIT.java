package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.json.Json;
import io.ingot.local.lake.FolderLanding;
import io.ingot.local.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rides of the README, upload by upload, through the real workflow. */
class RidesIT {
  @TempDir private Path temp;

  @Test
  void rides_uploadByUpload_showWhatWasWorkedOut() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    for (int upload = 1; upload <= 3; upload++) {
      lake.uploadSample(upload);
      assertThat(lake.ok("run")).contains("batch " + upload + ", attempt 1: 1 file, fused");
      lake.mustShow(upload);
    }
    secondUploadReadOnlyItsFile(lake);
    sameEventAgainChangesNothing(lake);
    assertThat(lake.ok("run")).isEqualTo("rides: nothing waits%n".formatted());
    rescued(lake);
    explained(lake);
    shownAsItWas(lake);
  }

  @Test
  void rides_staged_showTheSame() {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    for (int upload = 1; upload <= 3; upload++) {
      lake.uploadSample(upload);
    }
    assertThat(lake.ok("run", "--staged")).contains("Bronze", "Silver", "Gold");

    assertThat(lake.silver()).isEqualTo(CommandLineLake.expected(3, "rides_silver_data"));
    assertThat(lake.gold()).isEqualTo(CommandLineLake.expected(3, "rides_gold_data"));
  }

  @Test
  void watch_fileDroppedIntoLanding_isLoaded() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    Path dropped = new Lake(lake.path()).landing().resolve("rides/data/rides-2024-05-01.csv");
    Files.createDirectories(dropped.getParent());
    Files.copy(CommandLineLake.RIDES.resolve("samples/1-rides-2024-05-01.csv"), dropped);

    String screen = lake.ok("watch", "--looks", "3");

    assertThat(screen)
        .contains("waiting rides/data/rides-2024-05-01.csv", "batch 1, attempt 1: 1 file");
    lake.mustShow(1);
    assertThat(
            lake.ok(
                "query",
                "--json",
                "SELECT count(*) AS n, array('x') AS a FROM uber_database.rides_silver_data"))
        .isEqualTo("{\"n\":200,\"a\":[\"x\"]}%n".formatted());
    assertThat(lake.ok("query", "SELECT array('x', NULL) AS a"))
        .isEqualTo("a%n[x, null]%n(1 row)%n".formatted());
  }

  private static void shownAsItWas(CommandLineLake lake) {
    for (int batch = 1; batch <= 3; batch++) {
      String then =
          lake.csv(
                  "SELECT date_format(max(made_current_at), \"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\")"
                      + " FROM uber_database.rides_gold_data.history h"
                      + " JOIN uber_database.rides_gold_data.snapshots s USING (snapshot_id)"
                      + " WHERE s.summary['ingot.batch'] = '"
                      + batch
                      + "'")
              .lines()
              .skip(1)
              .findFirst()
              .orElseThrow();
      for (List<String> state : List.of(List.of("--batch", "" + batch), List.of("--as-of", then))) {
        assertThat(lake.ok("query", CommandLineLake.SILVER, "--csv", state.get(0), state.get(1)))
            .as("%s", state)
            .isEqualTo(CommandLineLake.expected(batch, "rides_silver_data"));
        assertThat(lake.ok("query", CommandLineLake.GOLD, "--csv", state.get(0), state.get(1)))
            .as("%s", state)
            .isEqualTo(CommandLineLake.expected(batch, "rides_gold_data"));
      }
    }
    assertThat(lake.run("query", CommandLineLake.GOLD, "--batch", "0").err())
        .contains(
            "Cannot ask table uber_database.rides_gold_data as of batch 0: it had no rows yet");
    assertThat(lake.run("query", CommandLineLake.GOLD, "--as-of", "yesterday").err())
        .contains("Cannot read the time \"yesterday\"");
    assertThat(lake.run("query", CommandLineLake.GOLD, "--as-of", "2020-01-01").code())
        .isEqualTo(Ingot.WRONG);
  }

  /** Spark's own input metrics: every record and byte of the new file, and none of the others. */
  private static void secondUploadReadOnlyItsFile(CommandLineLake lake) throws IOException {
    StageResult bronze =
        Json.read(
            Files.readAllBytes(lake.path().resolve("work/rides/2-2-1-bronze.json")),
            StageResult.class);
    long size = Files.size(CommandLineLake.RIDES.resolve("samples/2-rides-2024-05-02.csv"));
    assertThat(bronze.recordsRead()).isEqualTo(200);
    assertThat(bronze.bytesRead()).isEqualTo(size);
  }

  private static void sameEventAgainChangesNothing(CommandLineLake lake) {
    String before = snapshots(lake);
    Lake folders = new Lake(lake.path());
    List<String> keys =
        new FolderLanding(folders).list("rides/data/").map(o -> o.file().toString()).toList();
    assertThat(keys).hasSize(3);
    for (String key : keys) {
      Redelivery.of(lake.path(), key);
    }
    lake.ok("run");
    assertThat(snapshots(lake)).isEqualTo(before);
  }

  static String snapshots(CommandLineLake lake) {
    StringBuilder text = new StringBuilder();
    lake.status("rides")
        .path("tables")
        .forEach(t -> text.append(String.format(Locale.ROOT, "%s%n", t)));
    return text.toString();
  }

  private static void explained(CommandLineLake lake) {
    assertThat(lake.ok("explain", "rides_silver_data", "ride_id = 'R000003'"))
        .startsWith(
            "silver table uber_database.rides_silver_data at batch 3, where ride_id = 'R000003'")
        .containsSubsequence(
            "  wins        the newest change that counts",
            "batch 3, ",
            "rides-2024-05-01.csv, row 3 (version ",
            "  superseded  its file version no longer counts since batch 3",
            "batch 1, ");
    JsonNode gold =
        Json.read(
            lake.ok("explain", "rides_gold_data", "driver_number = 'D01'", "--json"),
            JsonNode.class);
    assertThat(gold.at("/rows/0/reads/0/how").asText()).isEqualTo("exactly the group's rows");
    assertThat(lake.run("explain", "nothing", "true").code()).isEqualTo(2);
  }

  private static void rescued(CommandLineLake lake) {
    assertThat(
            lake.csv(
                "SELECT ride_id, speed, _rescued FROM uber_database.rides WHERE _rescued IS NOT NULL"))
        .isEqualTo(
            "ride_id,speed,_rescued%nR000392,,\"{\"\"speed\"\":\"\"fast\"\"}\"%n".formatted());
  }
}
