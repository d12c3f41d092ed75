package io.ingot.functions.stage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.functions.Log;
import io.ingot.functions.aws.AwsParts;
import io.ingot.functions.aws.Environment;
import io.ingot.functions.aws.S3Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Stage: a CloudFormation custom resource that publishes the thin job jar, which travels with this
 * function. Its physical id and its {@code Uri} are the jar's URI. Whatever fails is answered as
 * failed, so that a stack never waits for an answer that does not come.
 */
public final class StageHandler implements RequestStreamHandler {
  private final Supplier<S3Code> code;
  private final Supplier<Path> jar;

  /** The handler as Lambda makes it. Settings are read by the first request, which can answer. */
  public StageHandler() {
    this(() -> AwsParts.ofProcess().code(), () -> Path.of(Environment.ofProcess().jobJar()));
  }

  /**
   * Makes the handler.
   *
   * @param code the bucket of the job jars
   * @param jar path of the job jar
   */
  public StageHandler(Supplier<S3Code> code, Supplier<Path> jar) {
    this.code = code;
    this.jar = jar;
  }

  /**
   * Handles a request of CloudFormation.
   *
   * @throws IOException if CloudFormation could not be answered; Lambda then tries again
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode request = Json.read(input.readAllBytes(), JsonNode.class);
    CloudFormationAnswer answer = answer(request, context);
    Log.info(context, "stage", "answer", answer);
    answer.send(request.path("ResponseURL").asText());
  }

  // Also errors: a class that the jar lacks must fail the stack at once, not in an hour.
  private CloudFormationAnswer answer(JsonNode request, Context context) {
    String known = request.path("PhysicalResourceId").asText("not-staged");
    try {
      if (request.path("RequestType").asText().equals("Delete")) {
        return CloudFormationAnswer.success(request, known, Map.of());
      }
      String uri = code.get().publish(Files.readAllBytes(jar.get()));
      return CloudFormationAnswer.success(request, uri, Map.of("Uri", uri));
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      Log.error(context, "not staged", e);
      return CloudFormationAnswer.failed(request, known, e.toString());
    }
  }
}
