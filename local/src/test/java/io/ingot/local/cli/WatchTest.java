package io.ingot.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.local.asl.Pacer;
import io.ingot.local.lake.FolderLanding;
import io.ingot.local.lake.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
  @TempDir private Path temp;

  /** No source has the prefix: what is taken is refused, and no Spark is needed. */
  @Test
  void watch_takesAFile_whenItIsAsItWasAtTheLookBefore() throws IOException {
    Lake lake = new Lake(temp.resolve("lake"));
    Path folder = Files.createDirectories(lake.landing().resolve("nobody"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Between looks =
        new Between(
            () -> Files.writeString(folder.resolve("a.csv"), "half"),
            () -> Files.writeString(folder.resolve("a.csv"), " and", StandardOpenOption.APPEND),
            () -> {
              assertThat(taken(out)).as("it has grown").isEmpty();
              Files.writeString(folder.resolve("b.csv.part"), "all");
            },
            () -> {
              assertThat(taken(out)).isEqualTo("nobody/a.csv");
              Files.move(folder.resolve("b.csv.part"), folder.resolve("b.csv"));
            },
            () -> assertThat(taken(out)).as("seen once under its name").endsWith("a.csv"));

    Ingot.run(
        new PrintStream(out, true, UTF_8),
        new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
        looks,
        "--lake",
        lake.root().toString(),
        "--pipelines",
        CommandLineLake.ROOT.resolve("pipelines").toString(),
        "watch",
        "--looks",
        "6");

    assertThat(taken(out)).isEqualTo("nobody/a.csv nobody/b.csv");
    assertThat(new FolderLanding(lake).list("nobody/").map(f -> f.size())).containsExactly(8L, 3L);
  }

  /** The files that were taken so far. */
  private static String taken(ByteArrayOutputStream out) {
    return String.join(
        " ",
        out.toString(UTF_8)
            .lines()
            .filter(l -> l.startsWith("refused nobody/"))
            .map(l -> l.split("[ :]", -1)[1])
            .distinct()
            .toList());
  }

  /** What happens between two looks. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** Time that does not wait: in every pause something happens instead. */
  private static final class Between implements Pacer {
    private final Deque<Step> steps;

    Between(Step... steps) {
      this.steps = new ArrayDeque<>(Arrays.asList(steps));
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public void pause(Duration duration) {
      if (!steps.isEmpty()) {
        try {
          steps.pop().run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public double jitter() {
      return 0.5;
    }
  }
}
