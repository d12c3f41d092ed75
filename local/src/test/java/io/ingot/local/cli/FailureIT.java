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
    assertThat(lake.ok("redrive", "--batch", "1"))
        .isEqualTo("rides: nothing to do, batch 1 is loaded\n");
    CommandLineLake.Ran unknown = lake.run("redrive", "--pipeline", "rides", "--batch", "9");
    assertThat(unknown.code()).isEqualTo(Ingot.WRONG);
    assertThat(unknown.err())
        .isEqualTo(
            "Cannot redrive batch 9 of rides: there is no such batch. See ./ingot status.\n");
  }

  /** The workflow's JVM outlives its jobs'; the batch is tried again, and in the end held. */
  @Test
  void run_jobsOwnJvmIsKilledEachTime_holdsAndRedrives() throws IOException {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    lake.uploadSample(1);
    Path plan =
        Files.writeString(
            temp.resolve("faults.json"),
            "{\"faults\":[{\"at\":\"silver:publish:uber_database.rides_silver_data:after\",\"do\":\"kill\"},"
                + "{\"at\":\"gold:start\",\"do\":\"kill\",\"times\":2}]}");

    CommandLineLake.Ran ran = lake.run("run", "--job-jvm", "--faults", plan.toString());

    assertThat(ran.code()).isEqualTo(Ingot.FAILED);
    assertThat(ran.out()).contains("attempt 3").doesNotContain("attempt 4");
    assertThat(ran.err())
        .contains("Ingot: rides holds batch 1 (job run failed)", "ended with exit code 137");
    lake.ok("redrive", "--batch", "1");
    lake.mustShow(1);
  }

  /** Neither the command nor what else it has to do ends with a task. */
  @Test
  void run_memoryOfATaskRunsOut_holdsAndSaysWhatToDo() {
    Project project = new Project(temp, "large");
    project.source(
        "rows",
        """
        format: {type: csv}
        columns: [{name: id, type: int}]
        silver:
          select:
            add: {text: "space(2147483647 - id)"}
        """);
    project.drop("rows/a.csv", "id\n0\n");

    CommandLineLake.Ran ran = project.lake().run("sweep");

    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(Ingot.FAILED);
    assertThat(ran.err())
        .contains(
            "Subject: Ingot: large holds batch 1 (out of memory)",
            "Cause: the heap of this JVM was not enough."
                + " Give it more (by default INGOT_HEAP=4g), or load smaller files")
        .doesNotContain("\tat ");
    assertThat(project.lake().run("status").out()).contains("HELD: batch 1: out of memory");
  }

  private static List<Path> messages(CommandLineLake lake) throws IOException {
    try (Stream<Path> files = Files.list(lake.path().resolve("notifications"))) {
      return files.toList();
    }
  }
}
