package io.ingot.core.close;

import io.ingot.core.admit.Arrivals;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Remark;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.plan.Settlement;
import io.ingot.core.port.Copies;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Settles an attempt: after success the batch, then its files, then the header; after a failure the
 * batch stays open under its number, to be tried again or held.
 *
 * <p>Repeating a call that succeeded changes nothing. A call of an execution that has lost the
 * lease changes nothing.
 */
public final class CloseBatch {
  /**
   * Batches after which an execution hands over to a new one: a batch of three stages with all its
   * attempts leaves about 100 events, and an execution may have 25,000 (AWS Step Functions quotas).
   */
  public static final int BATCHES_PER_EXECUTION = 50;

  private static final int LOOKS = 50;

  private final Definitions definitions;
  private final Ledger ledger;
  private final WorkStore work;
  private final Arrivals arrivals;
  private final Copies copies;
  private final HowToRun howToRun;
  private final FailureMessage failureMessage;

  /** Makes Close batch on the laptop. */
  public CloseBatch(Definitions definitions, Ledger ledger, WorkStore work, Workflow workflow) {
    this(definitions, ledger, work, workflow, Copies.NONE, HowToRun.LAPTOP);
  }

  /**
   * Makes Close batch.
   *
   * @param copies deletes copies of a batch's files once the batch is settled
   * @param howToRun how people run a command
   */
  public CloseBatch(
      Definitions definitions,
      Ledger ledger,
      WorkStore work,
      Workflow workflow,
      Copies copies,
      HowToRun howToRun) {
    this.definitions = definitions;
    this.ledger = ledger;
    this.work = work;
    this.arrivals = new Arrivals(ledger, workflow);
    this.copies = copies;
    this.howToRun = howToRun;
    this.failureMessage = new FailureMessage(howToRun);
  }

  /**
   * Closes an attempt.
   *
   * @param now time of the call
   * @throws TransientException if a service could not be reached
   */
  public CloseAnswer close(CloseRequest request, Instant now) {
    for (int i = 0; i < LOOKS; i++) {
      Optional<CloseAnswer> answer = look(request, now);
      if (answer.isPresent()) {
        return answer.orElseThrow();
      }
    }
    throw new TransientException(
        "Cannot close batch %d of %s: its header changed %d times while it was looked at. Try again."
            .formatted(request.batch(), request.pipeline(), LOOKS));
  }

  private Optional<CloseAnswer> look(CloseRequest request, Instant now) {
    PipelineItem header = ledger.pipeline(request.pipeline());
    boolean failed = !request.failure().error().isEmpty();
    if (!header.owner().equals(request.execution())) {
      if (!failed) {
        succeeded(header);
      }
      return Optional.of(failed ? notOwner(header, request) : CloseAnswer.DONE);
    }
    if (request.fence() != 0 && request.fence() != header.fence()) {
      // A belated repetition of Plan batch has taken the lease anew, for this very execution.
      return Optional.of(CloseAnswer.PLAN);
    }
    if (header.openBatch() == 0) {
      return failed ? giveBack(header, request) : Optional.of(CloseAnswer.PLAN);
    }
    if (request.batch() != 0 && !isAbout(header, request)) {
      return Optional.of(CloseAnswer.PLAN);
    }
    return failed ? retryOrHold(header, request, now) : settle(header, request, now);
  }

  /**
   * A call that was given up and goes on may come when its execution has long been at another
   * attempt, or at another batch under the same fence.
   */
  private static boolean isAbout(PipelineItem header, CloseRequest request) {
    return request.batch() == header.openBatch() && request.attempt() == header.attempt();
  }

  private Optional<CloseAnswer> settle(PipelineItem header, CloseRequest request, Instant now) {
    Manifest manifest =
        Json.read(work.get(header.manifest()).orElseThrow(() -> gone(header)), Manifest.class);
    List<StageResult> results = new ArrayList<>();
    for (Stage stage : stages(header, manifest)) {
      Optional<byte[]> result = work.get(key(request, stage));
      if (result.isEmpty()) {
        String missing = "stage %s left no result".formatted(stage);
        return retryOrHold(header, failed(request, "NoResult", missing), now);
      }
      results.add(Json.read(result.orElseThrow(), StageResult.class));
    }
    if (header.skips() && Manifest.goesOn(header.manifest())) {
      goOn(header, manifest, now);
      return ledger.update(header, header.takenBack())
          ? Optional.of(CloseAnswer.PLAN)
          : Optional.empty();
    }
    if (header.restores()) {
      // First: the ledger forgets next which attempt has read them.
      deleteCopies(header.pipeline(), batch(header, manifest), f -> true);
      new Restoration(ledger, header, manifest).settle(batch(header, manifest), now);
      return next(header);
    }
    List<FileResult> read = results.isEmpty() ? List.of() : results.get(0).files();
    long rows = read.stream().mapToLong(FileResult::rows).sum();
    BatchItem loaded =
        batch(header, manifest)
            .in(BatchItem.State.loaded, header.fence(), request.attempt(), now, "")
            .with(rows, newest(header, manifest));
    ledger.putBatch(request.pipeline(), loaded);
    ledger.settle(request.pipeline(), settled(header, manifest, read));
    deleteCopies(header.pipeline(), loaded, f -> true);
    if (Manifest.goesOn(header.manifest())) {
      ledger
          .batch(request.pipeline(), header.lastBatch())
          .ifPresent(
              b ->
                  ledger.putBatch(
                      request.pipeline(),
                      b.in(b.state(), header.fence(), request.attempt(), now, b.detail())
                          .with(0, newest(header, manifest))));
    }
    List<Remark> ofFiles = Remark.of(withRefusedBefore(manifest, read));
    List<Remark> ofTables =
        Remark.of(
            results.stream().flatMap(r -> r.tables().stream()).toList(),
            b -> howToRun.line(header.pipeline(), Command.rollback(b)));
    return next(header)
        .map(a -> FileMessage.with(a, header.pipeline(), manifest.batch(), ofFiles, ofTables));
  }

  private void goOn(PipelineItem header, Manifest manifest, Instant now) {
    BatchItem batch = ledger.batch(header.pipeline(), manifest.batch()).orElseThrow();
    Manifest before =
        Json.read(work.get(batch.manifest()).orElseThrow(() -> gone(header)), Manifest.class);
    // Those of the others are needed still.
    Set<String> leftOut =
        manifest.files().stream()
            .filter(f -> f.state() == FileState.refused)
            .map(f -> f.file().toString())
            .collect(Collectors.toSet());
    deleteCopies(header.pipeline(), batch, leftOut::contains);
    new Restoration(ledger, header, manifest).goOn(batch, before, now);
  }

  /**
   * Deletes copies that the batch's last attempt has read, of some file versions. The header is
   * settled afterwards, so that a call that dies is completed by the next.
   */
  private void deleteCopies(String pipeline, BatchItem batch, Predicate<String> ofFile) {
    work.get(Attempt.key(pipeline, batch.batch(), batch.fence(), batch.attempt()))
        .map(bytes -> Json.read(bytes, AttemptFile.class).readable())
        .ifPresent(
            readable ->
                copies.delete(
                    readable.entrySet().stream()
                        .filter(e -> ofFile.test(e.getKey()))
                        .map(Map.Entry::getValue)
                        .toList()));
  }

  /** What a job run must have left; nothing, if there was nothing to load. */
  private static List<Stage> stages(PipelineItem header, Manifest manifest) {
    if (header.restores()) {
      return List.of(Stage.withdraw);
    }
    return manifest.onlyRefuses() ? List.of() : Stage.LOADING;
  }

  /** No job run says of a file that it was refused when the batch was claimed. */
  private static List<FileResult> withRefusedBefore(Manifest manifest, List<FileResult> read) {
    List<FileResult> all = new ArrayList<>(read);
    manifest.files().stream()
        .filter(f -> f.state() == FileState.refused)
        .map(f -> new FileResult(f.file().toString(), 0, f.reason()))
        .forEach(all::add);
    return all;
  }

  /** The same execution goes on, until its history is long: then it starts a successor. */
  private Optional<CloseAnswer> next(PipelineItem header) {
    if (header.lastBatch() - header.since() < BATCHES_PER_EXECUTION) {
      return ledger.update(header, header.settled())
          ? Optional.of(CloseAnswer.PLAN)
          : Optional.empty();
    }
    if (!ledger.update(header, header.settled().released())) {
      return Optional.empty();
    }
    succeeded(ledger.pipeline(header.pipeline()));
    return Optional.of(CloseAnswer.DONE);
  }

  /** Also when the call that released the lease died before it had started the successor. */
  private void succeeded(PipelineItem header) {
    if (header.free() && !header.isHeld() && ledger.countWaiting(header.pipeline()) > 0) {
      arrivals.restart(header, Map.of("pipeline", header.pipeline()));
    }
  }

  private List<FileItem> settled(PipelineItem header, Manifest manifest, List<FileResult> read) {
    Map<String, String> refused = new HashMap<>();
    read.forEach(f -> refused.put(f.file(), f.refused()));
    // By the definition that the jobs worked from, whatever was deployed since.
    AttemptFile attempt = attempt(header).orElseThrow(() -> gone(header));
    Settlement settlement = Settlement.of(manifest, attempt.definition(), refused);
    List<FileItem> files = new ArrayList<>(settlement.files());
    files.addAll(settlement.supersedes());
    if (Manifest.goesOn(header.manifest())) {
      // Later than what an attempt with the files that were left out may still say.
      files.replaceAll(f -> f.in(f.state(), header.lastBatch(), f.reason()));
    }
    return files;
  }

  private Map<String, Instant> newest(PipelineItem header, Manifest manifest) {
    Map<String, Instant> newest = new TreeMap<>();
    ledger.batch(header.pipeline(), manifest.batch() - 1).ifPresent(b -> newest.putAll(b.newest()));
    manifest
        .files()
        .forEach(f -> newest.merge(f.source(), f.arrival(), (a, b) -> a.isAfter(b) ? a : b));
    return newest;
  }

  private Optional<AttemptFile> attempt(PipelineItem header) {
    return work.get(
            Attempt.key(header.pipeline(), header.openBatch(), header.fence(), header.attempt()))
        .map(bytes -> Json.read(bytes, AttemptFile.class));
  }

  /** What the job wrote down; if it could not, what the state machine caught. */
  private Reaction reaction(PipelineItem header, CloseRequest request, String key) {
    Reaction reaction =
        work.get(key)
            .map(bytes -> Reaction.to(Json.read(bytes, StageFailure.class)))
            .orElseGet(() -> Reaction.to(request.failure()));
    if (!reaction.outOfMemory()) {
      return reaction;
    }
    // The next attempt is sized by it, also where the job was killed before it could write it.
    work.putIfAbsent(
        key,
        Json.bytes(
            new StageFailure(
                reaction.stage(),
                StageFailure.Kind.out_of_memory,
                request.failure().error(),
                reaction.message())));
    int gigabytes = attempt(header).map(a -> a.run().gigabytes()).orElse(0);
    return gigabytes > 0 ? reaction.withoutMore(howToRun.outOfMemory(gigabytes)) : reaction;
  }

  private Optional<CloseAnswer> retryOrHold(
      PipelineItem header, CloseRequest request, Instant now) {
    String key =
        StageFailure.key(header.pipeline(), header.openBatch(), header.fence(), header.attempt());
    Reaction reaction = reaction(header, request, key);
    Manifest manifest =
        Json.read(work.get(header.manifest()).orElseThrow(() -> gone(header)), Manifest.class);
    BatchItem batch = batch(header, manifest);
    int most =
        definitions
            .pipeline(header.pipeline())
            .map(PipelineDefinition::limits)
            .orElse(PipelineLimits.DEFAULT)
            .maxAttempts();
    String why = reaction.line();
    if (reaction.again() && header.attempt() < most) {
      ledger.putBatch(
          header.pipeline(),
          batch.in(BatchItem.State.open, header.fence(), header.attempt(), now, why));
      return Optional.of(CloseAnswer.PLAN);
    }
    ledger.putBatch(
        header.pipeline(),
        batch.in(BatchItem.State.held, header.fence(), header.attempt(), now, why));
    String fullText = work.get(key).isPresent() ? work.uri(key) : "in the history of the execution";
    String held = "batch %d: %s".formatted(header.openBatch(), why);
    return ledger.update(
            header, header.held(held + FailureMessage.where(manifest, reaction, fullText)))
        ? Optional.of(
            failureMessage.held(
                header, manifest, reaction, met(header), request.execution(), fullText))
        : Optional.empty();
  }

  /** What the attempt met in the batch's files, if it came so far. */
  private List<Remark> met(PipelineItem header) {
    String key =
        Attempt.resultKey(
            header.pipeline(), header.openBatch(), header.fence(), header.attempt(), Stage.bronze);
    return work.get(key)
        .map(bytes -> Remark.of(Json.read(bytes, StageResult.class).files()))
        .orElse(List.of());
  }

  private static RefusedException gone(PipelineItem header) {
    return new RefusedException(
        "Cannot close batch %d of %s: its manifest or attempt file is gone from the work bucket (%s). Restore it from its versions."
            .formatted(header.openBatch(), header.pipeline(), header.manifest()));
  }

  private BatchItem batch(PipelineItem header, Manifest manifest) {
    return ledger
        .batch(header.pipeline(), manifest.batch())
        .filter(b -> b.manifest().equals(header.manifest()))
        .orElseGet(() -> BatchItem.opened(manifest, header.manifest()));
  }

  /** Planning failed before it claimed anything: nothing is lost, another execution may begin. */
  private Optional<CloseAnswer> giveBack(PipelineItem header, CloseRequest request) {
    return ledger.release(header, header.released())
        ? Optional.of(failureMessage.execution(header, request))
        : Optional.empty();
  }

  private CloseAnswer notOwner(PipelineItem header, CloseRequest request) {
    return failureMessage.execution(header, request);
  }

  private static CloseRequest failed(CloseRequest request, String error, String cause) {
    return new CloseRequest(
        request.pipeline(),
        request.execution(),
        request.batch(),
        request.fence(),
        request.attempt(),
        new CloseRequest.Caught(error, cause));
  }

  private static String key(CloseRequest request, Stage stage) {
    return Attempt.resultKey(
        request.pipeline(), request.batch(), request.fence(), request.attempt(), stage);
  }
}
