package io.ingot.core.plan;

/**
 * What the state machine asks of Plan batch.
 *
 * @param pipeline the pipeline
 * @param execution the execution that asks
 * @param turn what tells this call from the execution's other calls and is the same in its
 *     repetitions: the time at which the state was entered
 * @param command an operator's command
 */
public record PlanRequest(String pipeline, String execution, String turn, Command command) {
  public PlanRequest {
    command = command == null ? Command.NONE : command;
  }
}
