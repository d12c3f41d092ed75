package io.ingot.functions.admit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvents;
import io.ingot.functions.aws.AwsParts;
import io.ingot.functions.aws.Priming;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Admit: registers the uploads of a batch of messages and announces them, once per pipeline. Only
 * messages that met a transient error are reported back to the queue.
 */
public final class AdmitHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Admit admit;
  private final Arrivals arrivals;
  private final InstantSource clock;
  private final Supplier<String> births;

  /** The handler as Lambda makes it. */
  public AdmitHandler() {
    this(AwsParts.ofProcess());
  }

  private AdmitHandler(AwsParts parts) {
    this(parts.admit(), parts.arrivals(), InstantSource.system(), AwsParts::birth);
    Priming.with(
        () -> parts.ledger().pipeline(Admit.UNROUTED),
        () -> parts.landing().versioned(parts.landingBucket()),
        () -> UploadEvents.in("{\"detail-type\":\"Object Created\"}"));
  }

  /**
   * Makes the handler.
   *
   * @param births random ids for pipelines that the ledger does not know yet
   */
  public AdmitHandler(
      Admit admit, Arrivals arrivals, InstantSource clock, Supplier<String> births) {
    this.admit = admit;
    this.arrivals = arrivals;
    this.clock = clock;
    this.births = births;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Messages messages = new Messages(context);
    event.getRecords().forEach(message -> messages.admit(message, admit, clock.instant()));
    messages.refuse(admit);
    messages.announce(arrivals, births);
    return new SQSBatchResponse(
        messages.failed().stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
  }
}
