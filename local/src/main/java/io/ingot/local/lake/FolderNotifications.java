package io.ingot.local.lake;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.port.Notifications;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Prints each message and keeps it as {@code notifications/<time>-<n>.txt} in the lake; {@code n}
 * counts the messages of one millisecond.
 */
public final class FolderNotifications implements Notifications {
  private static final int SUBJECT_LIMIT = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final PrintStream out;
  private final InstantSource clock;

  /**
   * Notifications of a lake.
   *
   * @param out where messages are printed
   * @param clock when they are published
   */
  public FolderNotifications(Lake lake, PrintStream out, InstantSource clock) {
    this.folder = lake.notifications();
    this.out = out;
    this.clock = clock;
  }

  /**
   * Publishes a message; a repetition publishes it again.
   *
   * @throws RefusedException if SNS would not take the subject
   */
  @Override
  public void publish(String subject, String message) {
    if (subject.isEmpty() || subject.length() >= SUBJECT_LIMIT || subject.lines().count() > 1) {
      throw new RefusedException(
          "Cannot publish message: its subject must be one line of 1 to 99 characters ("
              + subject
              + "). Shorten the subject.");
    }
    String text = "Subject: " + subject + "\n\n" + message.stripTrailing() + "\n";
    Path kept = DiskStep.of("keep message " + subject, () -> keep(text));
    out.println(text + "(kept as " + kept + ")");
    out.flush();
  }

  private Path keep(String text) throws IOException {
    String time = TIME.format(clock.instant());
    for (int n = 1; ; n++) {
      Path file = folder.resolve(time + "-" + n + ".txt");
      try {
        return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        // Another message of the same millisecond has the number: take the next.
      }
    }
  }
}
