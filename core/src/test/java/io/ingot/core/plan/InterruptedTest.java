package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.close.CloseAnswer;
import io.ingot.core.ledger.PipelineItem;
import org.junit.jupiter.api.Test;

class InterruptedTest {
  private final World world = World.replacing();

  @Test
  void interruption_isNoAttempt_andTheNextExecutionGoesOnWithTheBatch() {
    world.upload("rides/data/a.csv", "v1", "id,fare\n1,1\n", 1);
    for (int i = 1; i <= 5; i++) {
      PlanAnswer plan = world.plan("e" + i, 1);
      assertThat(plan.batch()).isEqualTo(1);
      assertThat(plan.attempt()).isEqualTo(1);
      interrupt();
      assertThat(world.close("e" + i, plan, "States.TaskFailed").next())
          .as("what still comes of the interrupted one changes nothing")
          .isEqualTo(CloseAnswer.Next.notify);
      assertThat(world.ledger.pipeline("rides").openBatch()).isEqualTo(1);
    }

    PlanAnswer last = world.load("e6", 1);

    assertThat(last.batch()).isEqualTo(1);
    assertThat(world.ledger.pipeline("rides").openBatch()).isZero();
  }

  private void interrupt() {
    PipelineItem header = world.ledger.pipeline("rides");
    assertThat(world.ledger.update(header, header.interrupted())).isTrue();
  }
}
