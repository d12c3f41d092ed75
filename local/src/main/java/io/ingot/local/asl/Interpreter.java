package io.ingot.local.asl;

import java.util.Map;

/** Runs executions of one state machine; each call of {@link #run} is independent of others. */
public final class Interpreter {
  private final StateMachine machine;
  private final Map<String, Integration> integrations;
  private final Pacer pacer;

  /**
   * @param integrations what stands behind each {@code Resource}, by its exact text
   * @throws io.ingot.core.failure.RefusedException if a Task names a resource without integration,
   *     with every such Task on a line of its own
   */
  public Interpreter(StateMachine machine, Map<String, Integration> integrations, Pacer pacer) {
    this.machine = machine;
    this.integrations = Map.copyOf(integrations);
    this.pacer = pacer;
    Problems problems = new Problems();
    machine
        .states()
        .forEach(
            (name, state) -> {
              if (state instanceof State.Task task && !integrations.containsKey(task.resource())) {
                problems.add(
                    "States." + name + ".Resource",
                    "nothing stands behind it here (" + task.resource() + "). Add an integration.");
              }
            });
    problems.throwIfAny();
  }

  /**
   * Runs one execution to its end, in this thread.
   *
   * @param listener follows the run
   * @return how it ended; failures of states are told here, not thrown
   */
  public ExecutionResult run(ExecutionRequest request, ExecutionListener listener) {
    return new Execution(machine, integrations, pacer, request, listener).run();
  }
}
