package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.port.Workflow;
import io.ingot.functions.aws.SfnWorkflow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

class SfnWorkflowIT {
  private static final String MACHINE =
      "arn:aws:states:eu-central-1:123456789012:stateMachine:medallion";
  private static final String EXECUTION =
      "arn:aws:states:eu-central-1:123456789012:execution:medallion:rides-1";
  private static final String INPUT = "{\"pipeline\":\"rides\"}";

  private FakeAws aws;
  private Workflow workflow;

  @BeforeEach
  void start() throws Exception {
    aws = FakeAws.start();
    workflow = new SfnWorkflow(TestClients.of(SfnClient.builder(), aws.uri()).build(), MACHINE);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void start_repeated_startsOneExecution() {
    assertThat(workflow.start("rides-1", INPUT)).isEqualTo(Workflow.Start.running);
    assertThat(workflow.start("rides-1", INPUT)).isEqualTo(Workflow.Start.running);

    assertThat(aws.stepFunctions().starts()).isEqualTo(1);
    assertThat(workflow.running(EXECUTION)).isTrue();
  }

  @Test
  void start_ofARunningNameWithOtherInput_isRunning() {
    workflow.start("rides-1", INPUT);

    assertThat(workflow.start("rides-1", "{}")).isEqualTo(Workflow.Start.running);
    assertThat(aws.stepFunctions().starts()).isEqualTo(1);
  }

  @Test
  void start_ofAnEndedName_isTaken() {
    workflow.start("rides-1", INPUT);
    aws.stepFunctions().end(EXECUTION, "SUCCEEDED");

    assertThat(workflow.start("rides-1", INPUT)).isEqualTo(Workflow.Start.name_taken);
    assertThat(workflow.running(EXECUTION)).isFalse();
  }

  @Test
  void running_ofAnUnknownExecution_isFalse() {
    assertThat(workflow.running(EXECUTION)).isFalse();
  }

  @Test
  void start_throttledForLong_isTransient() {
    for (int i = 0; i < 9; i++) {
      aws.failNext(400, "ThrottlingException");
    }

    assertThatThrownBy(() -> workflow.start("rides-1", INPUT))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot start execution rides-1: the service is busy (");
  }

  @Test
  void start_throttledOnce_isRepeatedByTheSdk() {
    aws.failNext(503, "ServiceUnavailable");

    assertThat(workflow.start("rides-1", INPUT)).isEqualTo(Workflow.Start.running);
  }

  @Test
  void start_withoutTheRight_isRefused() {
    aws.failNext(400, "AccessDeniedException");

    assertThatThrownBy(() -> workflow.start("rides-1", INPUT))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Cannot start execution rides-1: the service refused (");
  }
}
