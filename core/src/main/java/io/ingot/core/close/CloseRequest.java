package io.ingot.core.close;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.util.stream.Stream;

/**
 * What the state machine tells Close batch.
 *
 * @param pipeline the pipeline
 * @param execution the execution that asks
 * @param batch the batch of the attempt that ended; 0 if planning failed
 * @param fence the attempt's fence; 0 if planning failed
 * @param attempt the attempt; 0 if planning failed
 * @param failure what a Catch caught; empty fields if all went well
 */
public record CloseRequest(
    String pipeline, String execution, long batch, long fence, int attempt, Caught failure) {
  public CloseRequest {
    failure = failure == null ? Caught.NOTHING : failure;
  }

  /**
   * An error of the state machine.
   *
   * @param error its name; empty if there was none
   * @param cause its explanation
   */
  public record Caught(String error, String cause) {
    /** No error. */
    public static final Caught NOTHING = new Caught("", "");

    public Caught {
      error = error == null ? "" : error;
      cause = cause == null ? "" : cause;
    }

    /**
     * The error for people. Causes are often JSON: of a function {@code errorMessage} counts, of a
     * job run {@code StateDetails}.
     */
    public String text() {
      String told = told();
      return told.isEmpty() ? error : error + ": " + told;
    }

    private String told() {
      if (!cause.startsWith("{")) {
        return cause;
      }
      try {
        JsonNode tree = Json.read(cause, JsonNode.class);
        return Stream.of(
                tree.path("errorMessage"),
                tree.path("StateDetails"),
                tree.path("JobRun").path("StateDetails"))
            .map(JsonNode::asText)
            .filter(t -> !t.isEmpty())
            .findFirst()
            .orElse(cause);
      } catch (IllegalArgumentException cutOff) {
        return cause;
      }
    }
  }
}
