package io.ingot.functions.aws;

import io.ingot.core.port.Workflow;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Step Functions, standard workflows. The service keeps a name for 90 days: the same name and input
 * while the execution runs is a success, anything else {@code ExecutionAlreadyExists} (Step
 * Functions API reference, StartExecution).
 */
public final class SfnWorkflow implements Workflow {
  private final SfnClient client;
  private final String stateMachine;

  /**
   * Makes the workflow.
   *
   * @param stateMachine the state machine's ARN, without version or alias
   */
  public SfnWorkflow(SfnClient client, String stateMachine) {
    this.client = client;
    this.stateMachine = stateMachine;
  }

  @Override
  public Start start(String name, String input) {
    boolean started =
        ServiceCall.to(
            "start execution " + name,
            () -> {
              try {
                client.startExecution(r -> r.stateMachineArn(stateMachine).name(name).input(input));
                return true;
              } catch (ExecutionAlreadyExistsException e) {
                return false;
              }
            });
    return started || running(execution(name)) ? Start.running : Start.name_taken;
  }

  @Override
  public boolean running(String execution) {
    return ServiceCall.to(
        "look at execution " + execution,
        () -> {
          try {
            return client.describeExecution(r -> r.executionArn(execution)).status()
                == ExecutionStatus.RUNNING;
          } catch (ExecutionDoesNotExistException e) {
            return false;
          }
        });
  }

  /** {@code arn:aws:states:<region>:<account>:execution:<state machine>:<name>}. */
  private String execution(String name) {
    return stateMachine.replace(":stateMachine:", ":execution:") + ":" + name;
  }
}
