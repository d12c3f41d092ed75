package io.ingot.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.core.port.Notifications;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.TaskContext;
import java.util.Map;
import java.util.UUID;

/** {@code sns:publish} on the laptop. */
record SnsPublish(Notifications notifications) implements Integration {
  @Override
  public JsonNode invoke(JsonNode arguments, TaskContext context) {
    notifications.publish(arguments.path("Subject").asText(), arguments.path("Message").asText());
    return Json.tree(Map.of("MessageId", UUID.randomUUID().toString()));
  }
}
