package io.ingot.local.run;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.TaskContext;
import io.ingot.local.asl.TaskFailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code lambda:invoke} on the laptop: the real handlers, JSON in and JSON out. */
final class LambdaInvoke implements Integration {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaInvoke.class);

  private final Map<String, RequestStreamHandler> functions;
  private final Context context;

  LambdaInvoke(Map<String, RequestStreamHandler> functions, Context context) {
    this.functions = functions;
    this.context = context;
  }

  @Override
  public JsonNode invoke(JsonNode arguments, TaskContext task) throws TaskFailedException {
    String name = arguments.path("FunctionName").asText();
    RequestStreamHandler function = functions.get(name);
    if (function == null) {
      throw new TaskFailedException(
          "Lambda.ResourceNotFoundException", "Function not found: " + name);
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      function.handleRequest(
          new ByteArrayInputStream(Json.bytes(arguments.path("Payload"))), answer, context);
    } catch (IOException | RuntimeException e) {
      LOG.error("Function {} failed", name, e);
      throw new TaskFailedException(
          e.getClass().getName(),
          Json.write(
              Map.of(
                  "errorMessage", String.valueOf(e.getMessage()),
                  "errorType", e.getClass().getName())));
    }
    return Json.tree(
        Map.of("StatusCode", 200, "Payload", Json.read(answer.toByteArray(), JsonNode.class)));
  }
}
