package io.ingot.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.plan.HowToRun;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndedExecutionsTest {
  private static final Duration LONG = Duration.ofMinutes(21);

  private final World world = World.replacing();
  private final List<String> told = new ArrayList<>();

  @Test
  void aborted_withItsBatchOpen_isToldAndGoesOnInAnother() {
    String dead = dieWithOpenBatch();

    assertThat(answer("ABORTED", "", "", Duration.ofSeconds(5))).containsExactly("rides");
    assertThat(world.started).hasSize(2);
    assertThat(told)
        .containsExactly(
            """
            Ingot: an execution of rides ended (ABORTED)
            Cannot finish execution %s of rides: somebody stopped it (status: ABORTED, error: none, cause: none). Another execution was started and goes on with what it left; see: ./ingot status --pipeline rides

            Execution: arn:aws:states:x:1:execution:medallion:%s
            """
                .formatted(dead, dead));
  }

  @ParameterizedTest
  @CsvSource({
    "TIMED_OUT,,it took longer than the state machine allows",
    "FAILED,States.Runtime,it failed where the state machine catches nothing"
  })
  void end_thatNoCatchSees_isTold(String status, String error, String reason) {
    dieWithOpenBatch();

    answer(status, error == null ? "" : error, "", LONG);

    assertThat(told).hasSize(1).first().asString().contains(": " + reason + " (status: " + status);
  }

  @Test
  void failed_asTheStateMachineItselfSays_isNotToldAgain() {
    dieWithOpenBatch();

    assertThat(answer("FAILED", "Ingot.Failed", "held", LONG)).containsExactly("rides");
    assertThat(told).isEmpty();
  }

  @Test
  void failed_soonAfterItsStart_isLeftToTheNextSweep() {
    dieWithOpenBatch();

    assertThat(answer("FAILED", "States.Runtime", "why", Duration.ofMinutes(9))).isEmpty();
    assertThat(world.started).hasSize(1);
    assertThat(told.get(0))
        .contains(
            "(status: FAILED, error: States.Runtime, cause: why). It failed within 10 minutes")
        .contains("run: ./ingot run --pipeline rides");
    assertThat(world.sweep().revive("b1")).containsExactly("rides");
  }

  @Test
  void end_ofAHeldPipeline_saysHowToGoOn() {
    world.upload("rides/data/a.csv", "v1", "id,fare\n1,2.50\n", 1);
    for (int i = 1; i <= 3; i++) {
      PlanAnswer plan = world.plan("e1", i);
      world.close("e1", plan, "States.TaskFailed");
    }
    world.end("e1");

    assertThat(answer("ABORTED", "", "", LONG)).isEmpty();
    assertThat(told.get(0)).contains("run: ./ingot redrive --pipeline rides --batch 1");
  }

  private String dieWithOpenBatch() {
    world.upload("rides/data/a.csv", "v1", "id,fare\n1,2.50\n", 1);
    String dead = world.started.get(0);
    world.plan(dead, 1);
    world.end(dead);
    return dead;
  }

  private List<String> answer(String status, String error, String cause, Duration lasted) {
    String name = world.started.get(0);
    return new EndedExecutions(
            world.ledger,
            world.sweep(),
            (subject, text) -> told.add(subject + "\n" + text),
            HowToRun.LAPTOP)
        .answer(
            new EndedExecution(
                "rides",
                "arn:aws:states:x:1:execution:medallion:" + name,
                status,
                error,
                cause,
                lasted),
            "b1");
  }
}
