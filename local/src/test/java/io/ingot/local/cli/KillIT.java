package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
    AtomicBoolean ended = new AtomicBoolean();
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    Thread reader = new Thread(() -> readAllTheTime(lake, ended, wrong), "reader");
    reader.start();
    for (int upload = 1; upload <= 3; upload++) {
      lake.uploadSample(upload);
      assertThat(killedAt(lake, points.get(upload - 1))).isEqualTo(KILLED);
      lake.ok("run");
      lake.mustShow(upload);
    }
    ended.set(true);
    reader.join();
    assertThat(wrong.get()).isNull();
  }

  private static void readAllTheTime(
      CommandLineLake lake, AtomicBoolean ended, AtomicReference<Throwable> wrong) {
    Set<String> silver = published("rides_silver_data");
    Set<String> gold = published("rides_gold_data");
    try {
      while (!ended.get()) {
        if (Files.exists(lake.path().resolve("warehouse/uber_database/rides_gold_data"))) {
          assertThat(silver).contains(lake.read(CommandLineLake.SILVER));
          assertThat(gold).contains(lake.read(CommandLineLake.GOLD));
        }
      }
    } catch (RuntimeException | Error e) {
      wrong.set(e);
    }
  }

  /** What a reader may see: the table after each upload, or nothing before the first. */
  private static Set<String> published(String table) {
    Set<String> states = new HashSet<>();
    for (int upload = 1; upload <= 3; upload++) {
      states.add(CommandLineLake.expected(upload, table));
    }
    states.add(CommandLineLake.expected(1, table).lines().findFirst().orElseThrow() + "\n");
    return states;
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
