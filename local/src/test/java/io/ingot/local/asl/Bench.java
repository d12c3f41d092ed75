package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Runs definitions against one scripted resource, {@code test:call}, and writes down what happens.
 */
final class Bench implements ExecutionListener {
  final ManualPacer pacer = new ManualPacer();
  final List<String> log = new ArrayList<>();
  final List<JsonNode> calls = new ArrayList<>();
  final List<TaskContext> contexts = new ArrayList<>();
  private final Deque<Integration> script = new ArrayDeque<>();

  /** The next call answers this; a call without script echoes its arguments. */
  Bench answers(String json) {
    script.add((arguments, context) -> Json.read(json, JsonNode.class));
    return this;
  }

  Bench fails(String error) {
    script.add(
        (arguments, context) -> {
          throw new TaskFailedException(error, "because");
        });
    return this;
  }

  Bench takes(Duration time) {
    script.add(
        (arguments, context) -> {
          pacer.advance(time);
          return arguments;
        });
    return this;
  }

  /** A machine of these states, written with ' for ". */
  static StateMachine machine(String startAt, String states) {
    return machine(
        "{'QueryLanguage':'JSONata','StartAt':'" + startAt + "','States':{" + states + "}}");
  }

  static StateMachine machine(String definition) {
    return StateMachine.load(json(definition), Map.of());
  }

  /** Quotes of expressions are written as ` here. */
  static String json(String text) {
    return text.replace('\'', '"').replace('`', '\'');
  }

  /** A task {@code T} that ends the execution, with more fields. */
  static StateMachine task(String fields) {
    return machine("T", "'T':{'Type':'Task','Resource':'test:call','End':true" + fields + "}");
  }

  /** A Pass state whose output is the value. */
  static StateMachine output(String value) {
    return machine("P", "'P':{'Type':'Pass','End':true,'Output':" + value + "}");
  }

  ExecutionResult run(StateMachine machine, String input) {
    JsonNode tree = Json.read(json(input), JsonNode.class);
    return new Interpreter(machine, Map.of("test:call", this::call), pacer)
        .run(ExecutionRequest.of("medallion", "e-1", tree, ManualPacer.START), this);
  }

  private JsonNode call(JsonNode arguments, TaskContext context) throws TaskFailedException {
    calls.add(arguments);
    contexts.add(context);
    return script.isEmpty() ? arguments : script.remove().invoke(arguments, context);
  }

  @Override
  public void stateEntered(String state, JsonNode input, Instant time) {
    log.add("+" + state + " " + input);
  }

  @Override
  public void stateExited(String state, JsonNode output, Instant time) {
    log.add("-" + state + " " + output);
  }

  @Override
  public void taskRetried(String state, String error, String cause, int attempt, Duration delay) {
    log.add("retry " + attempt + " of " + state + " after " + error + " in " + delay);
  }

  @Override
  public void caught(String state, String error, String cause, String next) {
    log.add("caught " + error + " of " + state + ", on to " + next);
  }
}
