package io.ingot.functions.admit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.admit.UploadEvents;
import io.ingot.core.failure.TransientException;
import io.ingot.functions.Log;
import io.ingot.functions.aws.AwsParts;
import io.ingot.functions.aws.Priming;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  @SuppressWarnings("unused") // The context knows it weakly.
  private final Priming priming;

  /** The handler as Lambda makes it. */
  public AdmitHandler() {
    this(AwsParts.ofProcess());
  }

  private AdmitHandler(AwsParts parts) {
    this(
        parts.admit(),
        parts.arrivals(),
        InstantSource.system(),
        AwsParts::birth,
        Priming.with(
            () -> parts.ledger().pipeline(Admit.UNROUTED),
            () -> parts.landing().versioned(parts.landingBucket()),
            () -> UploadEvents.in("{\"detail-type\":\"Object Created\"}")));
  }

  /**
   * Makes the handler.
   *
   * @param births random ids for pipelines that the ledger does not know yet
   */
  public AdmitHandler(
      Admit admit, Arrivals arrivals, InstantSource clock, Supplier<String> births) {
    this(admit, arrivals, clock, births, Priming.none());
  }

  private AdmitHandler(
      Admit admit,
      Arrivals arrivals,
      InstantSource clock,
      Supplier<String> births,
      Priming priming) {
    this.admit = admit;
    this.arrivals = arrivals;
    this.clock = clock;
    this.births = births;
    this.priming = priming;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Set<String> failed = new LinkedHashSet<>();
    Map<String, List<String>> waiting = new LinkedHashMap<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      try {
        for (UploadEvent upload : UploadEvents.in(message.getBody())) {
          admit(upload, message.getMessageId(), waiting, context);
        }
      } catch (TransientException e) {
        Log.error(context, "not admitted", e, "message", message.getMessageId());
        failed.add(message.getMessageId());
      }
    }
    waiting.forEach((pipeline, messages) -> announce(pipeline, messages, failed, context));
    return new SQSBatchResponse(
        failed.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
  }

  private void admit(
      UploadEvent upload, String message, Map<String, List<String>> waiting, Context context) {
    if (!(upload instanceof UploadEvent.Created created)) {
      Log.info(context, "nothing to admit", "message", message, "because", upload.toString());
      return;
    }
    Admit.Outcome outcome = admit.admit(created, clock.instant());
    Log.info(context, "admit", "outcome", outcome);
    if (outcome.verdict() == Admit.Verdict.waiting) {
      waiting.computeIfAbsent(outcome.pipeline(), p -> new ArrayList<>()).add(message);
    }
  }

  private void announce(
      String pipeline, List<String> messages, Set<String> failed, Context context) {
    try {
      arrivals.announce(pipeline, births.get());
    } catch (TransientException e) {
      Log.error(context, "not announced", e, "pipeline", pipeline);
      failed.addAll(messages);
    }
  }
}
