package io.ingot.functions.admit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.Refusals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.admit.UploadEvents;
import io.ingot.functions.Log;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What becomes of the messages of one invocation. */
final class Messages {
  private final Context context;
  private final Refusals refusals = new Refusals();
  private final List<String> refused = new ArrayList<>();
  private final Set<String> failed = new LinkedHashSet<>();

  /** Ids of the messages with uploads that wait, by pipeline. */
  private final Map<String, List<String>> waiting = new LinkedHashMap<>();

  Messages(Context context) {
    this.context = context;
  }

  /** Registers a message's uploads; one that meets an error has failed, and the others go on. */
  void admit(SQSMessage message, Admit admit, Instant now) {
    String id = message.getMessageId();
    try {
      for (UploadEvent upload : UploadEvents.in(message.getBody())) {
        if (upload instanceof UploadEvent.Created created) {
          came(admit.admit(created, now, refusals), id);
        } else {
          Log.info(context, "nothing to admit", "message", id, "because", upload.toString());
        }
      }
    } catch (RuntimeException e) {
      Log.error(context, "not admitted", e, "message", id);
      failed.add(id);
    }
  }

  private void came(Admit.Outcome outcome, String message) {
    Log.info(context, "admit", "outcome", outcome);
    if (outcome.verdict() == Admit.Verdict.refused) {
      refused.add(message);
    }
    if (outcome.verdict() == Admit.Verdict.waiting) {
      waiting.computeIfAbsent(outcome.pipeline(), p -> new ArrayList<>()).add(message);
    }
  }

  /** Tells people of all refused files at once; where that fails, their messages have failed. */
  void refuse(Admit admit) {
    try {
      admit.settle(refusals);
    } catch (RuntimeException e) {
      Log.error(context, "refusals not recorded", e, "messages", refused.size());
      failed.addAll(refused);
    }
  }

  /** Announces what waits, once per pipeline; where that fails, its messages have failed. */
  void announce(Arrivals arrivals, Supplier<String> births) {
    waiting.forEach(
        (pipeline, messages) -> {
          try {
            arrivals.announce(pipeline, births.get());
          } catch (RuntimeException e) {
            Log.error(context, "not announced", e, "pipeline", pipeline);
            failed.addAll(messages);
          }
        });
  }

  /** Ids of the messages that the queue is to deliver again. */
  Set<String> failed() {
    return failed;
  }
}
