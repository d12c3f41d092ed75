package io.ingot.core.admit;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.Notifications;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that one invocation refuses: people get one message about all of them, and then the
 * ledger records them. In this order, because a call that dies in between is repeated and tells
 * people twice, not never.
 */
public final class Refusals {
  private static final int NAMED = 20;

  private final Map<String, Map<String, FileItem>> byPipeline = new LinkedHashMap<>();

  void add(String pipeline, FileItem file, String reason) {
    byPipeline
        .computeIfAbsent(pipeline, p -> new LinkedHashMap<>())
        .putIfAbsent(file.file().toString(), file.in(FileState.refused, 0, reason));
  }

  /**
   * Tells people and records the files; forgets them afterwards.
   *
   * @throws RuntimeException if a service could not be reached; what was not recorded is refused
   *     again when its upload is looked at again
   */
  public void settle(Ledger ledger, Notifications notifications) {
    Map<String, List<FileItem>> byReason = new LinkedHashMap<>();
    byPipeline
        .values()
        .forEach(
            files ->
                files
                    .values()
                    .forEach(
                        f -> byReason.computeIfAbsent(f.reason(), r -> new ArrayList<>()).add(f)));
    long count = byReason.values().stream().mapToLong(List::size).sum();
    if (count == 0) {
      return;
    }
    notifications.publish(
        count == 1 ? "Ingot refused a file" : "Ingot refused %d files".formatted(count),
        count == 1 ? one(byReason.values().iterator().next().get(0)) : many(count, byReason));
    byPipeline.forEach((pipeline, files) -> ledger.settle(pipeline, List.copyOf(files.values())));
    byPipeline.clear();
  }

  private static String one(FileItem file) {
    return "Cannot admit %s: %s. Correct the file and upload it again."
        .formatted(file.file(), file.reason());
  }

  private static String many(long count, Map<String, List<FileItem>> byReason) {
    StringBuilder text = new StringBuilder();
    text.append("Cannot admit %d files. Correct them and upload them again.%n".formatted(count));
    byReason.forEach(
        (reason, files) -> {
          text.append(
              "%n%d %s: %s%n"
                  .formatted(files.size(), files.size() == 1 ? "file" : "files", reason));
          files.stream().limit(NAMED).forEach(f -> text.append("  ").append(f.file()).append('\n'));
          if (files.size() > NAMED) {
            text.append("  and %d more, see ./ingot status%n".formatted(files.size() - NAMED));
          }
        });
    return text.toString();
  }
}
