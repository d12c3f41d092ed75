package io.ingot.functions.close;

import com.amazonaws.services.lambda.runtime.Context;
import io.ingot.core.admit.Admit;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.close.CloseRequest;
import io.ingot.functions.JsonHandler;
import io.ingot.functions.aws.AwsParts;
import io.ingot.functions.aws.Priming;
import java.time.InstantSource;

/** Close batch: settles an attempt that ended, well or badly. */
public final class CloseBatchHandler extends JsonHandler<CloseRequest, CloseAnswer> {
  private final CloseBatch closeBatch;
  private final InstantSource clock;

  /** The handler as Lambda makes it. */
  public CloseBatchHandler() {
    this(AwsParts.ofProcess());
  }

  private CloseBatchHandler(AwsParts parts) {
    this(parts.closeBatch(), InstantSource.system());
    Priming.with(() -> parts.ledger().pipeline(Admit.UNROUTED), () -> parts.work().get("priming"));
  }

  /** Makes the handler. */
  public CloseBatchHandler(CloseBatch closeBatch, InstantSource clock) {
    super(CloseRequest.class);
    this.closeBatch = closeBatch;
    this.clock = clock;
  }

  @Override
  protected CloseAnswer handle(CloseRequest request, Context context) {
    return closeBatch.close(request, clock.instant());
  }
}
