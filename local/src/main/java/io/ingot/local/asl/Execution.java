package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One run of a state machine: walks from state to state and keeps the variables. */
final class Execution {
  /** What a state is left with. */
  record Outcome(JsonNode output, Map<String, JsonNode> assigned, State.Transition transition) {}

  private final StateMachine machine;
  private final Map<String, Integration> integrations;
  private final Pacer pacer;
  private final ExecutionRequest request;
  private final ExecutionListener listener;
  private final Limits limits;
  private final StepFunctionsLibrary library;
  private final Map<String, JsonNode> variables = new HashMap<>();

  Execution(
      StateMachine machine,
      Map<String, Integration> integrations,
      Pacer pacer,
      ExecutionRequest request,
      ExecutionListener listener) {
    this.machine = machine;
    this.integrations = integrations;
    this.pacer = pacer;
    this.request = request;
    this.listener = listener;
    this.library = new StepFunctionsLibrary(pacer);
    this.limits = new Limits(pacer, request.startTime(), machine.timeout());
  }

  ExecutionResult run() {
    listener.executionStarted(request);
    ExecutionResult result;
    try {
      JsonNode output = walk();
      result = ExecutionResult.succeeded(output, pacer.now(), limits.events());
    } catch (StateFailedException e) {
      result = ended(ExecutionResult.Status.FAILED, e.error(), e.reason());
    } catch (ExecutionEndedException e) {
      result = ended(e.status(), e.error(), e.reason());
    } catch (ExecutionStoppedException e) {
      result = ended(e.status(), e.error(), e.reason());
    }
    listener.executionEnded(result);
    return result;
  }

  private ExecutionResult ended(ExecutionResult.Status status, String error, String reason) {
    return ExecutionResult.ended(status, error, reason, pacer.now(), limits.events());
  }

  private JsonNode walk() throws StateFailedException, ExecutionEndedException {
    limits.count(1);
    String name = machine.startAt();
    JsonNode input = limits.checkSize("input of the execution", request.input());
    while (true) {
      limits.checkTime();
      limits.count(1);
      Instant entered = pacer.now();
      listener.stateEntered(name, input, entered);
      Outcome outcome;
      try {
        outcome = visit(name, machine.states().get(name), input, entered);
      } catch (StateFailedException e) {
        listener.stateFailed(name, e.error(), e.reason(), pacer.now());
        throw e;
      }
      limits.checkTime();
      limits.count(1);
      variables.putAll(outcome.assigned());
      listener.stateExited(name, outcome.output(), pacer.now());
      if (outcome.transition().end()) {
        return outcome.output();
      }
      name = outcome.transition().next();
      input = outcome.output();
    }
  }

  private Outcome visit(String name, State state, JsonNode input, Instant entered)
      throws StateFailedException, ExecutionEndedException {
    Scope scope = scope(name, input, entered, 0);
    if (state instanceof State.Task task) {
      Integration integration = integrations.get(task.resource());
      return new TaskVisit(this, limits, listener, request.id(), name, task, integration)
          .run(input, entered);
    } else if (state instanceof State.Choice choice) {
      return leave(name, choose(name, choice, scope), scope, input);
    } else if (state instanceof State.Wait wait) {
      limits.pause(seconds("Seconds", wait.seconds(), scope, 0));
      return leave(name, wait.exit(), scope, input);
    } else if (state instanceof State.Pass pass) {
      return leave(name, pass.exit(), scope, input);
    } else if (state instanceof State.Succeed succeed) {
      return leave(name, succeed.exit(), scope, input);
    } else if (state instanceof State.Fail fail) {
      throw new StateFailedException(
          text("Error", fail.error(), scope), text("Cause", fail.cause(), scope));
    }
    throw new IllegalStateException("Cannot run state " + name + ": its type has no rule here.");
  }

  private static State.Exit choose(String name, State.Choice choice, Scope scope)
      throws StateFailedException {
    for (State.Rule rule : choice.rules()) {
      JsonNode truth = rule.condition().evaluate(scope);
      if (!truth.isBoolean()) {
        throw wrongValue("Condition", "a boolean", truth);
      }
      if (truth.booleanValue()) {
        return rule.exit();
      }
    }
    if (choice.otherwise().isEmpty()) {
      throw new StateFailedException(
          ErrorName.NO_CHOICE_MATCHED,
          "Cannot leave the state " + name + ": no rule matches. Add a Default.");
    }
    return choice.otherwise().get(0);
  }

  /** Evaluates what the state leaves behind; all of it sees the variables of before. */
  Outcome leave(String name, State.Exit exit, Scope scope, JsonNode ifNoOutput)
      throws StateFailedException {
    Map<String, JsonNode> assigned = new LinkedHashMap<>();
    for (Map.Entry<String, Template> assignment : exit.assign().entrySet()) {
      String variable = assignment.getKey();
      JsonNode value = assignment.getValue().evaluate(scope, ifNoOutput);
      assigned.put(variable, limits.checkSize("variable " + variable, value));
    }
    JsonNode output = exit.output().evaluate(scope, ifNoOutput);
    limits.checkSize("output of state " + name, output);
    return new Outcome(output, assigned, exit.transition());
  }

  /** What expressions of a state see, before it has a result or an error. */
  Scope scope(String state, JsonNode input, Instant entered, int retryCount) {
    ObjectNode states = JsonNodeFactory.instance.objectNode();
    states.set("input", input);
    ObjectNode context = states.putObject("context");
    ObjectNode execution = context.putObject("Execution");
    execution.put("Id", request.id());
    execution.put("Name", request.name());
    execution.set("Input", request.input());
    execution.put("StartTime", request.startTime().toString());
    execution.put("RedriveCount", request.redriveCount());
    context
        .putObject("State")
        .put("Name", state)
        .put("EnteredTime", entered.toString())
        .put("RetryCount", retryCount);
    context
        .putObject("StateMachine")
        .put("Id", request.stateMachineId())
        .put("Name", request.stateMachineName());
    return new Scope(states, Map.copyOf(variables), library);
  }

  Instant now() {
    return pacer.now();
  }

  double chance() {
    return pacer.jitter();
  }

  /** A number of seconds; zero if the field is not there. */
  static Duration seconds(String field, Template template, Scope scope, int least)
      throws StateFailedException {
    if (template instanceof Template.Absent) {
      return Duration.ZERO;
    }
    JsonNode value = template.evaluate(scope, JsonNodeFactory.instance.nullNode());
    if (!value.isInt() || value.intValue() < least || value.intValue() > StateReader.LONGEST) {
      throw wrongValue(field, "a whole number from " + least + " to " + StateReader.LONGEST, value);
    }
    return Duration.ofSeconds(value.intValue());
  }

  private static String text(String field, Template template, Scope scope)
      throws StateFailedException {
    JsonNode value = template.evaluate(scope, TextNode.valueOf(""));
    if (!value.isTextual()) {
      throw wrongValue(field, "a string", value);
    }
    return value.textValue();
  }

  private static StateFailedException wrongValue(String field, String expected, JsonNode value) {
    return new StateFailedException(
        ErrorName.QUERY_EVALUATION,
        "Cannot use " + field + ": its expression must give " + expected + " (" + value + ").");
  }
}
