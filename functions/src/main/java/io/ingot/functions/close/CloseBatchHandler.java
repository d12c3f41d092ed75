package io.ingot.functions.close;

import com.amazonaws.services.lambda.runtime.Context;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.close.CloseRequest;
import io.ingot.functions.JsonHandler;
import java.time.InstantSource;

/** Close batch: settles an attempt that ended, well or badly. */
public final class CloseBatchHandler extends JsonHandler<CloseRequest, CloseAnswer> {
  private final CloseBatch closeBatch;
  private final InstantSource clock;

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
