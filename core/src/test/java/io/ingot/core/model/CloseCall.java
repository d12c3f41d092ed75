package io.ingot.core.model;

import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.plan.PlanAnswer;

/** An invocation of Close batch. */
final class CloseCall extends Call {
  private final PlanAnswer plan;
  private final CloseRequest.Caught failure;
  private final int turn;

  CloseCall(
      Execution execution, PlanAnswer plan, CloseRequest.Caught failure, int turn, int retry) {
    super(execution, execution.name + " close t" + turn + (retry == 0 ? "" : " again " + retry));
    this.plan = plan;
    this.failure = failure;
    this.turn = turn;
  }

  @Override
  Cut.Who who() {
    return Cut.Who.close;
  }

  @Override
  void work() {
    Ports ports = new Ports(this);
    CloseRequest request =
        new CloseRequest(
            Simulation.PIPELINE,
            execution.name,
            plan.batch(),
            plan.fence(),
            plan.attempt(),
            failure);
    Ledger ledger = Handover.after(world.scenario, world.mutant.closeLedger(ports.ledger()));
    CloseBatch close = new CloseBatch(world.definitions, ledger, ports.work(), ports.workflow());
    CloseAnswer answer =
        world
            .mutant
            .insteadOfClose(ledger, request)
            .orElseGet(() -> close.close(request, Uploads.NOW));
    world.trace(() -> name + " answers " + answer.next() + " " + answer.subject());
    done();
    execution.closed(this, answer);
  }

  @Override
  Call again(int retry) {
    return new CloseCall(execution, plan, failure, turn, retry);
  }
}
