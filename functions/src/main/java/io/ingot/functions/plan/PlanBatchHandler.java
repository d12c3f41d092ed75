package io.ingot.functions.plan;

import com.amazonaws.services.lambda.runtime.Context;
import io.ingot.core.admit.Admit;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.PlanBatch;
import io.ingot.core.plan.PlanRequest;
import io.ingot.functions.JsonHandler;
import io.ingot.functions.aws.AwsParts;
import io.ingot.functions.aws.Priming;
import java.time.InstantSource;

/** Plan batch: the lease, the checkpoint and the next attempt. */
public final class PlanBatchHandler extends JsonHandler<PlanRequest, PlanAnswer> {
  private final PlanBatch planBatch;
  private final InstantSource clock;

  /** The handler as Lambda makes it. */
  public PlanBatchHandler() {
    this(AwsParts.ofProcess());
  }

  private PlanBatchHandler(AwsParts parts) {
    this(parts.planBatch(), InstantSource.system());
    Priming.with(() -> parts.ledger().pipeline(Admit.UNROUTED), () -> parts.work().get("priming"));
  }

  /** Makes the handler. */
  public PlanBatchHandler(PlanBatch planBatch, InstantSource clock) {
    super(PlanRequest.class);
    this.planBatch = planBatch;
    this.clock = clock;
  }

  @Override
  protected PlanAnswer handle(PlanRequest request, Context context) {
    return planBatch.plan(request, clock.instant());
  }
}
