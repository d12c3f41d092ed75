package io.ingot.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One visit of a Task state: attempts until one works, its retriers give up, or a catcher fires.
 */
final class TaskVisit {
  private final Execution execution;
  private final Limits limits;
  private final ExecutionListener listener;
  private final String executionId;
  private final String name;
  private final State.Task task;
  private final Integration integration;

  TaskVisit(
      Execution execution,
      Limits limits,
      ExecutionListener listener,
      String executionId,
      String name,
      State.Task task,
      Integration integration) {
    this.execution = execution;
    this.limits = limits;
    this.listener = listener;
    this.executionId = executionId;
    this.name = name;
    this.task = task;
    this.integration = integration;
  }

  Execution.Outcome run(JsonNode input, Instant entered)
      throws StateFailedException, ExecutionEndedException {
    Retries retries = new Retries(task.retry());
    while (true) {
      Scope scope = execution.scope(name, input, entered, retries.total());
      try {
        return attempt(scope, input, retries.total());
      } catch (StateFailedException e) {
        limits.checkTime();
        Optional<Duration> delay = retries.next(e.error(), execution::chance);
        if (delay.isEmpty()) {
          return handle(e, scope);
        }
        listener.taskRetried(name, e.error(), e.reason(), retries.total(), delay.get());
        limits.pause(delay.get());
      }
    }
  }

  private Execution.Outcome attempt(Scope scope, JsonNode input, int retryCount)
      throws StateFailedException, ExecutionEndedException {
    JsonNode arguments = task.arguments().evaluate(scope, input);
    limits.checkSize("arguments of state " + name, arguments);
    Duration timeout = Execution.seconds("TimeoutSeconds", task.timeoutSeconds(), scope, 1);
    // Scheduled, started and ended; a job that is waited for (.sync) was also submitted.
    limits.count(task.resource().contains(".sync") ? 4 : 3);
    listener.taskStarted(name, task.resource(), arguments, retryCount);
    JsonNode result = invoke(arguments, timeout, retryCount);
    limits.checkSize("result of state " + name, result);
    return execution.leave(name, task.exit(), scope.with("result", result), result);
  }

  private JsonNode invoke(JsonNode arguments, Duration timeout, int retryCount)
      throws StateFailedException {
    Instant begin = execution.now();
    TaskContext context = new TaskContext(executionId, name, retryCount, limits.within(timeout));
    JsonNode result;
    try {
      result = integration.invoke(arguments, context);
    } catch (TaskFailedException e) {
      throw new StateFailedException(e.error(), e.reason());
    }
    Duration elapsed = Duration.between(begin, execution.now());
    if (!timeout.isZero() && elapsed.compareTo(timeout) > 0) {
      throw new StateFailedException(
          ErrorName.TIMEOUT,
          "Cannot use the result of state "
              + name
              + ": the task took longer than its TimeoutSeconds ("
              + elapsed
              + " > "
              + timeout
              + ").");
    }
    return result;
  }

  private Execution.Outcome handle(StateFailedException failure, Scope scope)
      throws StateFailedException {
    for (State.Catcher catcher : task.catchers()) {
      if (ErrorName.matches(catcher.errorEquals(), failure.error())) {
        State.Exit exit = catcher.exit();
        listener.caught(name, failure.error(), failure.reason(), exit.transition().next());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("Error", failure.error()).put("Cause", failure.reason());
        return execution.leave(name, exit, scope.with("errorOutput", output), output);
      }
    }
    throw failure;
  }
}
