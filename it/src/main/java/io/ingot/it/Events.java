package io.ingot.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The sample events in {@code events/}. */
public final class Events {
  private Events() {}

  /** An event as it is in its file. */
  public static String text(String name) {
    try {
      return Files.readString(Build.root().resolve("events").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read event " + name, e);
    }
  }

  /** An event as a tree. */
  public static JsonNode json(String name) {
    return Json.read(text(name), JsonNode.class);
  }

  /** What Lambda gets of the queue when the event is its only message. */
  public static String queued(String name) {
    return message(name, text(name));
  }

  /**
   * What Lambda gets of the queue.
   *
   * @param id id of the message
   * @param body its text
   */
  public static String message(String id, String body) {
    return Json.write(
        Map.of(
            "Records", List.of(Map.of("messageId", id, "body", body, "eventSource", "aws:sqs"))));
  }
}
