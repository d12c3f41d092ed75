package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What an expression sees.
 *
 * @param states the value of {@code $states}
 * @param variables the workflow's variables as they were when the state was entered
 * @param library functions that JSONata itself lacks
 */
record Scope(ObjectNode states, Map<String, JsonNode> variables, StepFunctionsLibrary library) {
  /** The same, with one more field of {@code $states}. */
  Scope with(String field, JsonNode value) {
    ObjectNode extended = JsonNodeFactory.instance.objectNode();
    extended.setAll(states);
    extended.set(field, value);
    return new Scope(extended, variables, library);
  }
}
