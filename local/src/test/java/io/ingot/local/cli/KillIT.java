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
        assertThat(killedAt(lake, points.get(upload - 1) + "before")).isEqualTo(KILLED);
        assertThat(killedAt(lake, points.get(upload - 1) + "after")).isEqualTo(KILLED);
        lake.ok("run");
        lake.mustShow(upload);
      }
      reader.mustHaveSeenOnlyPublishedBatches();
    }
  }

  private int killedAt(CommandLineLake lake, String point)
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
            "run",
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
