package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.StageFailure;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.local.lake.Lake;
import io.ingot.local.lake.SqliteLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C: the hook that hears it hears the end that a process is asked for by another, too. */
class InterruptIT {
  private static final int INTERRUPTED = 130;

  @TempDir private Path temp;

  @Test
  void run_interrupted_endsCleanlyAndIsNoAttempt() throws Exception {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    lake.uploadSample(1);

    for (int i = 0; i < 4; i++) {
      List<String> printed = interrupted(lake);

      assertThat(printed)
          .contains("Stopped. ./ingot run goes on where it was.")
          .noneMatch(line -> line.startsWith("\tat "))
          .anyMatch(line -> line.contains("batch 1, attempt 1"));
      try (SqliteLedger ledger = SqliteLedger.open(new Lake(lake.path()).ledger())) {
        PipelineItem header = ledger.pipeline("rides");
        assertThat(header.openBatch()).isEqualTo(1);
        assertThat(header.attempt()).isZero();
        assertThat(header.free()).isTrue();
        assertThat(header.isHeld()).isFalse();
      }
    }
  }

  @Test
  void sparkStoppedBeforeTheProcessEnds_isNoFailureOfTheBatch() throws Exception {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    lake.uploadSample(1);

    Process process =
        new ProcessBuilder(command(lake, EndingProcess.class, "silver:start"))
            .redirectErrorStream(true)
            .start();
    List<String> printed;
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      printed = reader.lines().toList();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(printed)
        .anyMatch(line -> line.contains("batch 1, attempt 1"))
        .noneMatch(line -> line.contains("Cannot load"));
    try (SqliteLedger ledger = SqliteLedger.open(new Lake(lake.path()).ledger())) {
      PipelineItem header = ledger.pipeline("rides");
      assertThat(header.openBatch()).isEqualTo(1);
      assertThat(header.isHeld()).isFalse();
    }
    Path failure;
    try (Stream<Path> work = Files.walk(new Lake(lake.path()).work())) {
      failure = work.filter(f -> f.toString().endsWith("-failure.json")).findAny().orElseThrow();
    }
    assertThat(Json.read(Files.readAllBytes(failure), StageFailure.class).kind())
        .as(Files.readString(failure))
        .isEqualTo(StageFailure.Kind.transient_failure);
    lake.ok("run");
  }

  private List<String> interrupted(CommandLineLake lake) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(lake, Ingot.class, "state:Medallion:enter"))
            .redirectErrorStream(true)
            .start();
    List<String> printed = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        printed.add(line);
        if (line.contains("attempt 1")) {
          process.toHandle().destroy();
        }
      }
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(String.join("\n", printed)).isEqualTo(INTERRUPTED);
      return printed;
    } finally {
      process.destroyForcibly();
    }
  }

  /** A run that stays at a point. */
  private List<String> command(CommandLineLake lake, Class<?> main, String point)
      throws IOException {
    Path plan =
        Files.writeString(
            temp.resolve("faults.json"),
            "{\"faults\":[{\"at\":\"%s\",\"do\":\"delay\",\"seconds\":600}]}".formatted(point));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.options());
    command.addAll(
        List.of(
            "-Dingot.log=" + lake.path().resolve("logs/spark.log"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName(),
            "run",
            "--lake",
            lake.path().toString(),
            "--faults",
            plan.toString()));
    return command;
  }
}
