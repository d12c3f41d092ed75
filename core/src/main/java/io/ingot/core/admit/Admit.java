package io.ingot.core.admit;

import io.ingot.core.definition.Definitions;
import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.core.port.Notifications;
import java.time.Instant;
import java.util.Optional;

/**
 * Admits one upload: routes it, checks it and registers it, or refuses it with a reason. What is
 * registered is announced afterwards by {@link Arrivals}: first the file, then the counter, so that
 * a planner that saw the counter sees the file.
 *
 * <p>Repeating an admission changes nothing: a file version that the ledger knows keeps its state.
 */
public final class Admit {
  /** Ledger name under which uploads are refused that belong to no source. */
  public static final String UNROUTED = "_unrouted";

  private final Definitions definitions;
  private final Ledger ledger;
  private final Landing landing;
  private final Notifications notifications;

  public Admit(
      Definitions definitions, Ledger ledger, Landing landing, Notifications notifications) {
    this.definitions = definitions;
    this.ledger = ledger;
    this.landing = landing;
    this.notifications = notifications;
  }

  /**
   * What came of an upload.
   *
   * @param verdict what was done
   * @param pipeline the pipeline it belongs to
   * @param file the upload
   * @param reason why it was refused; empty otherwise
   */
  public record Outcome(Verdict verdict, String pipeline, String file, String reason) {}

  /** The possible outcomes. */
  public enum Verdict {
    /** It waits, now or still; the pipeline's arrivals are to be raised. */
    waiting,
    /** The ledger had settled it before. */
    known,
    /** It is recorded as refused. */
    refused,
    /** It is a marker or another file that no source reads; nothing is recorded. */
    ignored
  }

  /**
   * Admits one upload by itself: if it is refused, people are told of it alone.
   *
   * @param now time of the admission
   * @throws TransientException if a service could not be reached, or the bucket keeps no versions;
   *     nothing was recorded, and the message must be delivered again
   */
  public Outcome admit(UploadEvent.Created upload, Instant now) {
    Refusals refusals = new Refusals();
    Outcome outcome = admit(upload, now, refusals);
    settle(refusals);
    return outcome;
  }

  /** Tells people of refused files and records them. */
  public void settle(Refusals refusals) {
    refusals.settle(ledger, notifications);
  }

  /**
   * Admits one upload of many.
   *
   * @param now time of the admission
   * @param refusals where a refused file is collected, for {@link #settle}
   * @throws TransientException if a service could not be reached, or the bucket keeps no versions;
   *     nothing was recorded, and the message must be delivered again
   */
  public Outcome admit(UploadEvent.Created upload, Instant now, Refusals refusals) {
    FileVersion named = upload.file();
    Optional<Definitions.Route> route = definitions.route(named.key());
    String pipeline = route.map(r -> r.pipeline().name()).orElse(UNROUTED);
    if (definitions.passOver(named.key())) {
      return new Outcome(Verdict.ignored, pipeline, named.toString(), "");
    }
    String source = route.map(r -> r.source().name()).orElse("");
    if (named.version().isEmpty() && !landing.versioned(named.bucket())) {
      throw new TransientException(
          "Cannot admit %s: the landing bucket keeps no versions (%s). Turn versioning on; the message is delivered again."
              .formatted(named.uri(), named.bucket()));
    }
    Optional<LandedObject> found;
    String missing = "it is gone: this version was deleted before it was admitted";
    try {
      found = landing.find(named);
    } catch (FileRefusedException e) {
      found = Optional.empty();
      missing = e.reason();
    }
    if (found.isEmpty()) {
      FileItem gone = item(source, named, 0, "", now, upload.sequencer());
      return refuse(
          pipeline,
          gone,
          route.flatMap(r -> FileCheck.name(named.key(), r.source())).orElse(missing),
          refusals);
    }
    LandedObject object = found.orElseThrow();
    FileItem item =
        item(
            source, object.file(), object.size(), object.etag(), object.time(), upload.sequencer());
    Optional<String> refusal =
        route.isEmpty()
            ? Optional.of("no source's landing prefix matches its key")
            : FileCheck.refusal(object, route.orElseThrow().source(), landing);
    if (refusal.isPresent()) {
      return refuse(pipeline, item, refusal.orElseThrow(), refusals);
    }
    Ledger.Registration registration = ledger.register(pipeline, item);
    Verdict verdict = registration == Ledger.Registration.settled ? Verdict.known : Verdict.waiting;
    return new Outcome(verdict, pipeline, item.file().toString(), "");
  }

  private Outcome refuse(String pipeline, FileItem item, String reason, Refusals refusals) {
    String file = item.file().toString();
    if (ledger.file(pipeline, item.file()).isPresent()) {
      return new Outcome(Verdict.known, pipeline, file, "");
    }
    refusals.add(pipeline, item, reason);
    return new Outcome(Verdict.refused, pipeline, file, reason);
  }

  private static FileItem item(
      String source, FileVersion file, long size, String etag, Instant arrival, String sequencer) {
    return new FileItem(source, file, size, etag, arrival, sequencer, FileState.waiting, 0, "");
  }
}
