package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that keeps failing: attempts, then held, told, failed; then redriven. */
class FailureIT {
  @TempDir private Path temp;

  @Test
  void run_jobKeepsFailing_holdsTellsAndRedrives() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    lake.uploadSample(1);
    Path plan =
        Files.writeString(
            temp.resolve("faults.json"),
            "{\"faults\":[{\"at\":\"silver:prepared\",\"do\":\"fail\",\"times\":99}]}");

    CommandLineLake.Ran ran = lake.run("run", "--faults", plan.toString());

    assertThat(ran.code()).isEqualTo(Ingot.FAILED);
    assertThat(ran.out())
        .contains("attempt 1", "attempt 2", "attempt 3", "is held", "FAILED")
        .doesNotContain("attempt 4", "\tat ");
    assertThat(ran.err())
        .contains(
            "Subject: Ingot: rides holds batch 1 (transient)",
            "Cannot pass silver:prepared: a fault was planned there.",
            "s3://landing/rides/data/rides-2024-05-01.csv",
            "./ingot redrive --pipeline rides --batch 1")
        .doesNotContain("\tat ");
    assertThat(messages(lake)).hasSize(1);
    assertThat(lake.run("status").code()).isEqualTo(Ingot.FAILED);
    assertThat(lake.run("status").out()).contains("HELD: batch 1: transient");

    lake.uploadSample(2);
    assertThat(lake.run("run").code()).isEqualTo(Ingot.FAILED);

    assertThat(lake.ok("redrive", "--batch", "1")).contains("batch 1", "batch 2");
    lake.mustShow(2);
    CommandLineLake.Ran again = lake.run("redrive", "--batch", "1");
    assertThat(again.code()).isEqualTo(Ingot.WRONG);
    assertThat(again.err())
        .isEqualTo(
            "Cannot redrive batch 1 of rides: it is not held (held: none). See ./ingot status.\n");
  }

  private static List<Path> messages(CommandLineLake lake) throws IOException {
    try (Stream<Path> files = Files.list(lake.path().resolve("notifications"))) {
      return files.toList();
    }
  }
}
