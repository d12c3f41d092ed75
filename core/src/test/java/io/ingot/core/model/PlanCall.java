package io.ingot.core.model;

import io.ingot.core.attempt.Work;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.PlanRequest;

/** An invocation of Plan batch. */
final class PlanCall extends Call {
  private final String turn;

  PlanCall(Execution execution, String turn, int retry) {
    super(execution, execution.name + " plan " + turn + (retry == 0 ? "" : " again " + retry));
    this.turn = turn;
  }

  @Override
  Cut.Who who() {
    return Cut.Who.plan;
  }

  @Override
  void work() {
    Ports ports = new Ports(this);
    PlanAnswer answer =
        new PlanBatch(
                world.definitions,
                world.mutant.ledger(ports.ledger()),
                world.uploads,
                ports.work(),
                ports.workflow(),
                world.mutant.jobRuns(ports.jobRuns()),
                world.sizing())
            .plan(
                new PlanRequest(Simulation.PIPELINE, execution.name, turn, execution.command),
                Uploads.NOW);
    world.trace(() -> name + " answers " + shown(answer));
    done();
    execution.planned(this, answer);
  }

  private static String shown(PlanAnswer answer) {
    return answer.work() == Work.none
        ? "none: " + answer.reason()
        : "%s %d, fence %d, attempt %d"
            .formatted(answer.work(), answer.batch(), answer.fence(), answer.attempt());
  }

  @Override
  Call again(int retry) {
    return new PlanCall(execution, turn, retry);
  }
}
