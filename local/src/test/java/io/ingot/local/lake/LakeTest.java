package io.ingot.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.TransientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake folder's layout. */
class LakeTest {
  @TempDir private Path root;

  @Test
  void folders_whenAskedFor_areMadeAndNoneBefore() throws IOException {
    Lake lake = new Lake(root.resolve("x/../lake"));
    assertThat(lake.root()).isEqualTo(root.resolve("lake")).doesNotExist();

    assertThat(
            Stream.of(
                lake.landing(),
                lake.versions(),
                lake.work(),
                lake.warehouse(),
                lake.executions(),
                lake.notifications(),
                lake.logs()))
        .allSatisfy(folder -> assertThat(folder).isDirectory())
        .extracting(folder -> lake.root().relativize(folder).toString())
        .containsExactly(
            "landing", "versions", "work", "warehouse", "executions", "notifications", "logs");
    assertThat(lake.ledger()).isEqualTo(lake.root().resolve("ledger.sqlite")).doesNotExist();
  }

  @Test
  void folder_thatCannotBeMade_isTransient() throws IOException {
    Path file = Files.createFile(root.resolve("file"));

    assertThatThrownBy(() -> new Lake(file).landing())
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot make folder " + file.resolve("landing") + ": ");
  }
}
