package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.ledger.PipelineItem;
import io.ingot.local.lake.Lake;
import io.ingot.local.lake.SqliteLedger;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondRunTest {
  private static final String FIRST = "rides-b-1";

  @TempDir private Path temp;
  private CommandLineLake lake;

  @BeforeEach
  void upload() {
    lake = new CommandLineLake(temp.resolve("lake"));
    lake.uploadSample(1);
    try (SqliteLedger ledger = ledger()) {
      PipelineItem header = ledger.pipeline("rides");
      String first = "arn:aws:states:local:000000000000:execution:medallion:" + FIRST;
      ledger.update(header, header.takenBy(first).claimed(1, "rides/1-1.json", "hash"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "redrive --batch 1", "skip --batch 1"})
  void command_besideAnother_saysWhoWorksAndEndsWithFour(String line) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                new Lake(lake.path()).executions().resolve(FIRST + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();

      CommandLineLake.Ran ran = lake.run((line + " --pipeline rides").split(" "));

      assertThat(ran.code()).isEqualTo(Ingot.BUSY);
      assertThat(ran.out())
          .isEqualTo(
              "rides: another command works on it (execution rides-b-1, batch 1); 1 files wait, and it takes those that arrive meanwhile. Run ./ingot run again when it has ended.%n"
                  .formatted());
    }
  }

  @Test
  void interruption_givesTheLeaseBackWithoutAnAttempt() {
    try (SqliteLedger ledger = ledger()) {
      PipelineItem header = ledger.pipeline("rides");
      ledger.update(header, header.attempted("t1"));
      PipelineItem tried = ledger.pipeline("rides");
      assertThat(tried.attempt()).isEqualTo(1);

      ledger.update(tried, tried.interrupted());

      assertThat(ledger.pipeline("rides"))
          .satisfies(
              h -> {
                assertThat(h.free()).isTrue();
                assertThat(h.openBatch()).isEqualTo(1);
                assertThat(h.attempt()).isZero();
              });
    }
  }

  private SqliteLedger ledger() {
    return SqliteLedger.open(new Lake(lake.path()).ledger());
  }
}
