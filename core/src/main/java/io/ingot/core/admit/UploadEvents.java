package io.ingot.core.admit;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the two shapes in which S3 tells of an upload: the EventBridge event (raw key) and the S3
 * notification (URL-encoded key, {@code +} for a space). Source: Amazon S3 user guide,
 * "EventBridge" and "Event message structure".
 */
public final class UploadEvents {
  private UploadEvents() {}

  /** The events in one message body, in its order; never empty. */
  public static List<UploadEvent> in(String body) {
    JsonNode event;
    try {
      event = Json.read(body, JsonNode.class);
    } catch (IllegalArgumentException e) {
      return List.of(new UploadEvent.Unreadable("the message is no JSON"));
    }
    if (event.has("detail-type")) {
      return List.of(fromEventBridge(event));
    }
    if (event.path("Records").isArray() && !event.path("Records").isEmpty()) {
      List<UploadEvent> events = new ArrayList<>();
      event.path("Records").forEach(r -> events.add(fromNotification(r)));
      return events;
    }
    if (event.path("Event").asText().equals("s3:TestEvent")) {
      return List.of(new UploadEvent.Ignored("S3 test event"));
    }
    return List.of(new UploadEvent.Unreadable("the message is no S3 event"));
  }

  private static UploadEvent fromEventBridge(JsonNode event) {
    String type = event.path("detail-type").asText();
    if (!type.equals("Object Created")) {
      return new UploadEvent.Ignored(type);
    }
    JsonNode detail = event.path("detail");
    JsonNode object = detail.path("object");
    return created(
        detail.path("bucket").path("name").asText(),
        object.path("key").asText(),
        object.path("version-id").asText(),
        object.path("sequencer").asText());
  }

  private static UploadEvent fromNotification(JsonNode entry) {
    String name = entry.path("eventName").asText();
    if (!name.startsWith("ObjectCreated:")) {
      return new UploadEvent.Ignored(name);
    }
    JsonNode object = entry.path("s3").path("object");
    return created(
        entry.path("s3").path("bucket").path("name").asText(),
        URLDecoder.decode(object.path("key").asText(), StandardCharsets.UTF_8),
        object.path("versionId").asText(),
        object.path("sequencer").asText());
  }

  private static UploadEvent created(String bucket, String key, String version, String sequencer) {
    if (bucket.isEmpty() || key.isEmpty()) {
      return new UploadEvent.Unreadable("the S3 event names no bucket or no key");
    }
    return new UploadEvent.Created(
        new FileVersion(bucket, key, version.equals("null") ? "" : version), sequencer);
  }
}
