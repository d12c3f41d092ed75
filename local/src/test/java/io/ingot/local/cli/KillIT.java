package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workflow's JVM is killed by SIGKILL, before one of the three publishes, and the next one
 * after it, another publish for every upload; the run after them ends with the tables of an
 * undisturbed one. A reader who asks all the time sees published batches only.
 */
class KillIT {
  private static final int KILLED = 137;

  @TempDir private Path temp;

  @Test
  void run_killedBeforeAndAfterEachPublish_endsAsIfUndisturbed() throws Exception {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    List<String> points =
        List.of(
            "bronze:publish:uber_database.rides:",
            "gold:publish:uber_database.rides_gold_data:",
            "silver:publish:uber_database.rides_silver_data:");
    try (PublishedReader reader = new PublishedReader(lake.path().resolve("warehouse"))) {
      for (int upload = 1; upload <= 3; upload++) {
        lake.uploadSample(upload);
        assertThat(killed(lake, "run", points.get(upload - 1) + "before")).isEqualTo(KILLED);
        assertThat(killed(lake, "run", points.get(upload - 1) + "after")).isEqualTo(KILLED);
        lake.ok("run");
        lake.mustShow(upload);
      }
      reader.mustHaveSeenOnlyPublishedBatches();
    }
  }

  /** Both pipelines are new to the ledger; the first one's execution is where the sweep dies. */
  @Test
  void sweep_killedWhileTheFirstExecutionRuns_losesNoFileOfThePipelinesBehindIt() throws Exception {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    drop(lake, "orders/samples/1-5a1c1d3e-0d5f-4a3b-9c77-6f2f7a1be001.csv", "orders/a.csv");
    drop(lake, "rides/samples/1-rides-2024-05-01.csv", "rides/data/b.csv");

    assertThat(killed(lake, "sweep", "state:PlanBatch:enter")).isEqualTo(KILLED);
    assertThat(lake.status("orders").at("/files/waiting").asInt()).isEqualTo(1);
    assertThat(lake.status("rides").at("/files/waiting").asInt()).isEqualTo(1);

    lake.ok("run");

    assertThat(lake.status("orders").at("/files/loaded").asInt()).isEqualTo(1);
    assertThat(lake.status("rides").at("/files/loaded").asInt()).isEqualTo(1);
  }

  private static void drop(CommandLineLake lake, String sample, String key) throws IOException {
    Path landed = lake.path().resolve("landing").resolve(key);
    Files.createDirectories(landed.getParent());
    Files.copy(CommandLineLake.ROOT.resolve("pipelines").resolve(sample), landed);
  }

  private int killed(CommandLineLake lake, String verb, String point)
      throws IOException, InterruptedException {
    Path plan = temp.resolve("faults.json");
    Files.writeString(plan, "{\"faults\":[{\"at\":\"%s\",\"do\":\"kill\"}]}".formatted(point));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.options());
    command.addAll(
        List.of(
            "-Dingot.log=" + lake.path().resolve("logs/spark.log"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Ingot.class.getName(),
            verb,
            "--lake",
            lake.path().toString(),
            "--faults",
            plan.toString()));
    File output = temp.resolve("killed.txt").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES))
          .as(Files.readString(output.toPath()))
          .isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
