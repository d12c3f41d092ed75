package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoLakeTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "run",
        "query SELECT",
        "explain t p",
        "redrive --batch 1",
        "skip --batch 1",
        "rollback --to-batch 1",
        "adopt --moved-from x",
        "adopt trips --from rides",
        "drop a.b"
      })
  void command_withoutALake_saysSoAndMakesNone(String line) {
    Path folder = temp.resolve("elsewhere");

    CommandLineLake.Ran ran = new CommandLineLake(folder).run(line.split(" "));

    assertThat(ran.code()).isEqualTo(Ingot.WRONG);
    assertThat(ran.err())
        .isEqualTo(
            "Cannot %s: there is no lake here (%s). Run ./ingot demo or ./ingot upload first, or name a lake with --lake.%n"
                .formatted(line.split(" ", -1)[0], folder));
    assertThat(folder).doesNotExist();
  }

  @Test
  void help_needsNoLake() {
    assertThat(new CommandLineLake(temp.resolve("elsewhere")).run("status", "--help").code())
        .isZero();
  }
}
