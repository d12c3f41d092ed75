package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

  private List<String> interrupted(CommandLineLake lake) throws IOException, InterruptedException {
    Path plan =
        Files.writeString(
            temp.resolve("faults.json"),
            "{\"faults\":[{\"at\":\"state:Medallion:enter\",\"do\":\"delay\",\"seconds\":600}]}");
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
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
}
