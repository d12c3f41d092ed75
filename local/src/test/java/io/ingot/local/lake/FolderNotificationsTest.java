package io.ingot.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.port.Notifications;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages are printed and kept. */
class FolderNotificationsTest {
  @TempDir private Path root;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void publish_twiceInOneMillisecond_keepsBoth() throws IOException {
    notifications().publish("rides: batch 7 failed", "Why: é\n");
    notifications().publish("rides: batch 8 failed", "Again");

    Path folder = root.resolve("notifications");
    Path first = folder.resolve("20240501T120000123Z-1.txt");
    assertThat(Files.readString(first)).isEqualTo("Subject: rides: batch 7 failed\n\nWhy: é\n");
    assertThat(Files.readString(folder.resolve("20240501T120000123Z-2.txt")))
        .isEqualTo("Subject: rides: batch 8 failed\n\nAgain\n");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("Subject: rides: batch 7 failed\n\nWhy: é\n(kept as " + first + ")")
        .contains("Again");
  }

  @Test
  void publish_ofASubjectThatSnsWouldNotTake_isRefused() {
    assertThatThrownBy(() -> notifications().publish("x".repeat(100), "m"))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> notifications().publish("", "m")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> notifications().publish("a\nb", "m"))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot publish message: its subject must be one line of 1 to 99 characters (a\nb)."
                + " Shorten the subject.");
  }

  private Notifications notifications() {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(Instant.parse("2024-05-01T12:00:00.123456Z"));
    return new FolderNotifications(new Lake(root), out, clock);
  }
}
