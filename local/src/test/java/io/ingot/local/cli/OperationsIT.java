package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' commands on the real system: skip, redrive of a file, rollback, sweep. */
class OperationsIT {
  private static final String SECOND = "rides/data/rides-2024-05-02.csv";

  @TempDir private Path temp;

  @Test
  void skipRedriveRollbackAndSweep_leaveWhatTheLoadedFilesSay() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    lake.uploadSample(1);
    lake.ok("run");
    String first = lake.silver();
    hold(lake);
    assertThat(lake.silver()).isNotEqualTo(first);

    String forecast = lake.ok("skip", "--batch", "2", "--dry-run");
    assertThat(forecast)
        .contains(
            "rides: batch 2 would be skipped. Refused would be:",
            SECOND,
            "Taken back to batch 1 would be:",
            "uber_database.rides_silver_data (batch 2",
            "Nothing was changed.")
        .containsPattern("rides_silver_data \\(batch 2, [0-9]{3} rows\\), to 200 rows")
        .doesNotContain("rides_gold_data");
    assertThat(lake.run("status").out()).contains("HELD: batch 2");

    lake.ok("skip", "--batch", "2");
    lake.mustShow(1);
    assertThat(lake.ok("status")).contains("2 withdrawn", "batch 2 was skipped");
    assertThat(lake.ok("skip", "--batch", "2"))
        .isEqualTo("rides: nothing to do, batch 2 is withdrawn\n");

    assertThat(lake.ok("redrive", SECOND, "--dry-run")).contains("would wait for the next batch");
    lake.ok("redrive", SECOND);
    mustHold(lake, 2);
    assertThat(lake.ok("redrive", SECOND)).contains("nothing to do").contains("loaded by batch 4");

    assertThat(lake.ok("rollback", "--to-batch", "1", "--dry-run"))
        .contains("batch 4 would be undone", SECOND);
    lake.ok("rollback", "--to-batch", "1");
    mustHold(lake, 1);
    assertThat(lake.ok("rollback", "--to-batch", "1"))
        .isEqualTo("rides: nothing to do, no batch after 1 is loaded\n");

    lake.ok("redrive", SECOND);
    Path third = lake.path().resolve("landing/rides/data/rides-2024-05-01.csv");
    Files.copy(
        CommandLineLake.RIDES.resolve("samples/3-rides-2024-05-01.csv"),
        third,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(lake.ok("sweep")).contains("1 were unknown (0 of them refused)");
    mustHold(lake, 3);
    assertThat(lake.ok("sweep")).contains("0 were unknown");
  }

  private void hold(CommandLineLake lake) throws IOException {
    lake.uploadSample(2);
    Path plan =
        Files.writeString(
            temp.resolve("faults.json"),
            "{\"faults\":[{\"at\":\"gold:start\",\"do\":\"refuse\",\"times\":9}]}");
    CommandLineLake.Ran ran = lake.run("run", "--faults", plan.toString());
    assertThat(ran.code()).isEqualTo(Ingot.FAILED);
    assertThat(ran.err()).contains("./ingot skip --pipeline rides --batch 2");
  }

  private static void mustHold(CommandLineLake lake, int upload) {
    assertThat(lake.silver()).isEqualTo(CommandLineLake.expected(upload, "rides_silver_data"));
    assertThat(lake.gold()).isEqualTo(CommandLineLake.expected(upload, "rides_gold_data"));
  }
}
