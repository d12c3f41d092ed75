package io.ingot.local.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.TaskContext;
import io.ingot.local.asl.TaskFailedException;
import java.util.Map;

/**
 * Faults around the calls of a service, told by the error names that Step Functions shows for it.
 *
 * @param faults the faults
 * @param service the service
 * @param real what is called
 */
public record ServiceFaults(Faults faults, Service service, Integration real)
    implements Integration {
  private static final String FUNCTION = "Function";

  /** The services that states call. */
  public enum Service {
    lambda,
    jobrun,
    sns;

    /** What a call is about: the function, the stages, or the publishing of a message. */
    String name(JsonNode arguments) {
      return switch (this) {
        case lambda -> function(arguments.path("FunctionName").asText());
        case jobrun -> arguments.at("/JobDriver/SparkSubmit/EntryPointArguments/0").asText();
        case sns -> "publish";
      };
    }
  }

  /** The name of a function in the points' names: without "Function" at its end. */
  public static String function(String name) {
    return name.endsWith(FUNCTION) ? name.substring(0, name.length() - FUNCTION.length()) : name;
  }

  @Override
  public JsonNode invoke(JsonNode arguments, TaskContext context) throws TaskFailedException {
    return faults.call(
        service + ":" + service.name(arguments),
        () -> real.invoke(arguments, context),
        this::failure);
  }

  private TaskFailedException failure(Effect effect, String point, String message) {
    if (effect == Effect.timeout) {
      return new TaskFailedException("States.Timeout", message);
    }
    return switch (service) {
      case lambda -> lambdaFailure(effect, message);
      case jobrun -> jobRunFailure(effect, point, message);
      case sns ->
          new TaskFailedException(
              effect == Effect.fail ? "SNS.InternalErrorException" : "SNS.NotFoundException",
              message);
    };
  }

  private static TaskFailedException lambdaFailure(Effect effect, String message) {
    if (effect == Effect.fail) {
      return new TaskFailedException("Lambda.ServiceException", message);
    }
    String type = RefusedException.class.getName();
    return new TaskFailedException(
        type, Json.write(Map.of("errorMessage", message, "errorType", type)));
  }

  /** A job run that cannot be started is one thing; one that is said to have failed is another. */
  private static TaskFailedException jobRunFailure(Effect effect, String point, String message) {
    if (effect == Effect.fail && point.endsWith(":before")) {
      return new TaskFailedException("EMRServerless.InternalServerException", message);
    }
    return new TaskFailedException(
        "States.TaskFailed", Json.write(Map.of("State", "FAILED", "StateDetails", message)));
  }
}
