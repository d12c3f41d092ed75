package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The workflow's JVM is killed by SIGKILL, before or after each of the three publishes, once per
 * upload; the next run ends with the tables of an undisturbed one. A reader who asks all the time
 * sees published batches only.
 */
class KillIT {
  private static final int KILLED = 137;

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void run_killedAroundEachPublish_endsAsIfUndisturbed(String side) throws Exception {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    List<String> points =
        List.of(
            "bronze:publish:uber_database.rides:" + side,
            "gold:publish:uber_database.rides_gold_data:" + side,
            "silver:publish:uber_database.rides_silver_data:" + side);
    try (PublishedReader reader = new PublishedReader(lake.path().resolve("warehouse"))) {
      for (int upload = 1; upload <= 3; upload++) {
        lake.uploadSample(upload);
        assertThat(killedAt(lake, points.get(upload - 1))).isEqualTo(KILLED);
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
