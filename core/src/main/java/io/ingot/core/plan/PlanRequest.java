package io.ingot.core.plan;

/**
 * What the state machine asks of Plan batch.
 *
 * @param pipeline the pipeline
 * @param execution the execution that asks
 * @param turn what tells this call from the execution's other calls and is the same in its
 *     repetitions: the time at which the state was entered
 * @param command an operator's command
 * @param vcpus how many vCPUs all job runs may take at once; 0 stands for the default, {@link
 *     Sizing#DEFAULT}, because an execution keeps the state machine that it began with, which may
 *     not name a number yet
 */
public record PlanRequest(
    String pipeline, String execution, String turn, Command command, int vcpus) {
  public PlanRequest {
    command = command == null ? Command.NONE : command;
    if (vcpus < 0) {
      throw new IllegalArgumentException(
          "Invalid vcpus: %d. Pass a whole number from 1, or leave it out for %d."
              .formatted(vcpus, Sizing.DEFAULT.vcpus()));
    }
    vcpus = vcpus == 0 ? Sizing.DEFAULT.vcpus() : vcpus;
  }

  /** A request that leaves the number of vCPUs to the default. */
  public PlanRequest(String pipeline, String execution, String turn, Command command) {
    this(pipeline, execution, turn, command, 0);
  }
}
