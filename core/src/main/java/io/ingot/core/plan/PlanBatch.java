package io.ingot.core.plan;

import io.ingot.core.admit.Readmission;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Rebuild;
import io.ingot.core.attempt.Work;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.StillStoppingException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.JobRuns;
import io.ingot.core.port.Landing;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.Workflow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Gives an execution its next piece of work: takes the lease or stands down, resumes the open batch
 * or claims a new one, or finds nothing and gives the lease back.
 *
 * <p>Every change is one conditional write of the pipeline's header; whoever loses one looks again.
 * Repeating a call (same execution, same turn) gets the same answer.
 */
public final class PlanBatch {
  private static final int LOOKS = 50;
  private static final int BIRTH_LENGTH = 8;

  private final Definitions definitions;
  private final Ledger ledger;
  private final Landing landing;
  private final WorkStore work;
  private final Workflow workflow;
  private final JobRuns jobRuns;
  private final Sizing sizing;
  private final Deploy deploy;

  /**
   * What is deployed together with this code.
   *
   * @param jar says the URI of the jar with the jobs, as it is now
   * @param howToRun how people run a command
   */
  public record Deploy(Supplier<String> jar, HowToRun howToRun) {
    /** On the laptop, where the jobs are on the class path. */
    public static final Deploy LAPTOP = new Deploy(() -> "local", HowToRun.LAPTOP);
  }

  /** Makes Plan batch on the laptop. */
  public PlanBatch(
      Definitions definitions,
      Ledger ledger,
      Landing landing,
      WorkStore work,
      Workflow workflow,
      JobRuns jobRuns,
      Sizing sizing) {
    this(definitions, ledger, landing, work, workflow, jobRuns, sizing, Deploy.LAPTOP);
  }

  /**
   * Makes Plan batch.
   *
   * @param sizing when a batch is fused; how many vCPUs there are, each request says
   */
  public PlanBatch(
      Definitions definitions,
      Ledger ledger,
      Landing landing,
      WorkStore work,
      Workflow workflow,
      JobRuns jobRuns,
      Sizing sizing,
      Deploy deploy) {
    this.definitions = definitions;
    this.ledger = ledger;
    this.landing = landing;
    this.work = work;
    this.workflow = workflow;
    this.jobRuns = jobRuns;
    this.sizing = sizing;
    this.deploy = deploy;
  }

  /**
   * Plans.
   *
   * @param now time of the call
   * @throws TransientException if a service could not be reached, or an earlier job run of the
   *     pipeline has not ended yet; try again later
   * @throws RefusedException if the pipeline is not defined, the command does not apply, or the
   *     open batch has had all its attempts
   */
  public PlanAnswer plan(PlanRequest request, Instant now) {
    PipelineDefinition pipeline =
        definitions
            .pipeline(request.pipeline())
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Cannot plan a batch of %s: no such pipeline is defined (defined: %s). Add it or correct the name."
                            .formatted(
                                request.pipeline(),
                                String.join(
                                    ", ",
                                    definitions.pipelines().stream()
                                        .map(PipelineDefinition::name)
                                        .toList()))));
    readmit(request);
    for (int i = 0; i < LOOKS; i++) {
      Optional<PlanAnswer> answer = look(pipeline, request, now);
      if (answer.isPresent()) {
        return answer.orElseThrow();
      }
    }
    throw new TransientException(
        "Cannot plan a batch of %s: its header changed %d times while it was looked at. Try again."
            .formatted(pipeline.name(), LOOKS));
  }

  /** A file needs no lease; whoever holds it sees the file's arrival. */
  private void readmit(PlanRequest request) {
    String file = request.command().file();
    if (!file.isEmpty()
        && !ledger.pipeline(request.pipeline()).owner().equals(request.execution())) {
      new Readmission(definitions, ledger, landing)
          .readmit(request.pipeline(), file, birth(request));
    }
  }

  private static String birth(PlanRequest request) {
    return Sha256.hex(request.execution().getBytes(StandardCharsets.UTF_8))
        .substring(0, BIRTH_LENGTH);
  }

  /** One look at the header and one conditional write; empty if the write was lost. */
  private Optional<PlanAnswer> look(PipelineDefinition pipeline, PlanRequest request, Instant now) {
    PipelineItem header = ledger.pipeline(pipeline.name());
    if (header.birth().isEmpty()) {
      if (ledger.countWaiting(pipeline.name()) == 0) {
        return none(header, "nothing waits");
      }
      // Registered by somebody who died before announcing it.
      ledger.raiseArrivals(pipeline.name(), birth(request));
      return Optional.empty();
    }
    if (!header.owner().equals(request.execution())) {
      return take(pipeline, header, request, now);
    }
    if (header.isHeld()) {
      ledger.update(header, header.redriven());
      return Optional.empty();
    }
    return header.openBatch() == 0
        ? claim(pipeline, header, now)
        : attempt(pipeline, header, request, now);
  }

  private Optional<PlanAnswer> take(
      PipelineDefinition pipeline, PipelineItem header, PlanRequest request, Instant now) {
    Command command = request.command();
    if (!header.free() && workflow.running(header.owner())) {
      if (command.needsLease()) {
        throw new RefusedException(
            "Cannot %s of %s: execution %s holds the lease. Try again when it has ended."
                .formatted(command.text(), header.pipeline(), header.owner()));
      }
      return none(header, "execution %s holds the lease".formatted(header.owner()));
    }
    Optional<String> done = command.done(header, ledger);
    if (done.isPresent()) {
      return none(header, done.orElseThrow());
    }
    if (header.isHeld() && !command.needsLease()) {
      return none(header, "the pipeline is held: " + header.held());
    }
    if (header.openBatch() != 0 || command.needsLease()) {
      stopJobRuns(header);
    }
    PipelineItem taken = header.takenBy(request.execution());
    switch (command.verb()) {
      case Command.SKIP -> skip(pipeline, header, taken, command);
      case Command.ROLLBACK -> rollBack(header, taken, command.batch(), now);
      case Command.REBUILD -> rebuild(pipeline, header, taken, command, now);
      case Command.REDRIVE -> redrive(pipeline, header, taken, command.quarantine(), now);
      default -> ledger.update(header, taken);
    }
    return Optional.empty();
  }

  /**
   * Lease, what to restore and, where the batch goes on without some files, its new manifest in one
   * write. What it published is taken back in both cases.
   */
  private void skip(
      PipelineDefinition pipeline, PipelineItem header, PipelineItem taken, Command command) {
    Manifest manifest = manifest(header);
    PipelineItem restoring = taken.restoring(command.batch() - 1);
    if (!command.files().isEmpty()) {
      Manifest without = Without.files(manifest, pipeline, command.files());
      String hash = Sha256.hex(Json.bytes(without)).substring(0, BIRTH_LENGTH);
      String key = Manifest.withoutKey(pipeline.name(), manifest.batch(), restoring.fence(), hash);
      rewrite(header, restoring, key, without);
    } else if (Manifest.goesOn(header.manifest())) {
      String key = Manifest.skipKey(pipeline.name(), manifest.batch(), restoring.fence());
      rewrite(header, restoring, key, manifest);
    } else {
      ledger.update(header, restoring);
    }
  }

  private void rewrite(PipelineItem header, PipelineItem holder, String key, Manifest manifest) {
    ledger.update(header, holder.rewritten(key, sha256(key, manifest)));
  }

  /** Writes a manifest out, unless it is; the hash of what is there. */
  private String sha256(String key, Manifest made) {
    byte[] bytes = Json.bytes(made);
    return Sha256.hex(work.putIfAbsent(key, bytes) ? bytes : stored(key));
  }

  /** An open batch goes on; a quarantine becomes a batch, in one write with the lease. */
  private void redrive(
      PipelineDefinition pipeline,
      PipelineItem header,
      PipelineItem taken,
      String quarantine,
      Instant now) {
    if (quarantine.isEmpty() || header.openBatch() != 0) {
      ledger.update(header, taken);
      return;
    }
    if (pipeline.source(quarantine).isEmpty()) {
      throw new RefusedException(
          "Cannot redrive the quarantine of source %s of %s: the pipeline has no such source (it has: %s). Correct the name."
              .formatted(
                  quarantine,
                  pipeline.name(),
                  String.join(
                      ", ", pipeline.sources().stream().map(SourceDefinition::name).toList())));
    }
    long batch = header.lastBatch() + 1;
    open(
        header,
        taken,
        new Manifest(
            pipeline.name(),
            batch,
            taken.fence(),
            now,
            List.of(),
            List.of(),
            quarantine,
            Rebuild.NONE),
        Manifest.quarantineKey(pipeline.name(), batch, taken.fence(), quarantine),
        UnaryOperator.identity());
  }

  /** A batch of its own, or part of the batch that is held; in one write with the lease. */
  private void rebuild(
      PipelineDefinition pipeline,
      PipelineItem header,
      PipelineItem taken,
      Command command,
      Instant now) {
    String name = command.rebuild();
    if (Manifest.rebuilds(header.manifest(), name, command.from())) {
      ledger.update(header, taken.redriven());
      return;
    }
    Rebuild rebuild = Rebuilds.of(pipeline, command, ledger, landing);
    boolean held = header.openBatch() != 0;
    long batch = held ? header.openBatch() : header.lastBatch() + 1;
    String key = Manifest.rebuildKey(pipeline.name(), batch, taken.fence(), name, command.from());
    if (held) {
      rewrite(header, taken.redriven(), key, manifest(header).with(rebuild));
      return;
    }
    Manifest made = new Manifest(pipeline.name(), batch, taken.fence(), now, List.of(), List.of());
    open(header, taken, made.with(rebuild), key, UnaryOperator.identity());
  }

  /** Writes a batch out, then claims it by one conditional write of the header. */
  private void open(
      PipelineItem header,
      PipelineItem holder,
      Manifest made,
      String key,
      UnaryOperator<PipelineItem> how) {
    ledger.update(header, how.apply(holder.claimed(made.batch(), key, sha256(key, made))));
  }

  /** The header claims a batch; its item follows here, whoever claimed it. */
  private void list(PipelineItem header) {
    if (ledger.batch(header.pipeline(), header.openBatch()).isEmpty()) {
      ledger.putBatch(header.pipeline(), BatchItem.opened(manifest(header), header.manifest()));
    }
  }

  /**
   * Lease, batch and what to restore in one write: an execution never does its command twice. An
   * open rollback goes on.
   */
  private void rollBack(PipelineItem header, PipelineItem taken, long toBatch, Instant now) {
    if (header.openBatch() != 0) {
      ledger.update(header, taken.redriven());
      return;
    }
    Manifest made = Rollback.manifest(header, toBatch, ledger, work, now);
    String key = Manifest.rollbackKey(header.pipeline(), made.batch(), made.fence(), toBatch);
    open(header, taken, made, key, claimed -> claimed.restoring(toBatch));
  }

  private void stopJobRuns(PipelineItem header) {
    if (!jobRuns.stop(header.pipeline())) {
      throw new StillStoppingException(
          "Cannot take over %s: an earlier job run is still stopping. Try again."
              .formatted(header.pipeline()));
    }
  }

  private Optional<PlanAnswer> claim(
      PipelineDefinition pipeline, PipelineItem header, Instant now) {
    List<FileItem> waiting = ledger.waiting(pipeline.name(), pipeline.limits().filesPerBatch());
    if (waiting.isEmpty()) {
      return ledger.release(header, header.released())
          ? none(header, "nothing waits")
          : Optional.empty();
    }
    long batch = header.lastBatch() + 1;
    String key = Manifest.key(pipeline.name(), batch, header.fence());
    Manifest made = new Claim(ledger, pipeline).manifest(waiting, batch, header.fence(), now);
    open(header, header, made, key, UnaryOperator.identity());
    return Optional.empty();
  }

  private Optional<PlanAnswer> attempt(
      PipelineDefinition pipeline, PipelineItem header, PlanRequest request, Instant now) {
    list(header);
    boolean repeated = header.attempt() > 0 && header.turn().equals(request.turn());
    if (!repeated) {
      if (header.attempt() >= pipeline.limits().maxAttempts()) {
        return hold(pipeline, header, now);
      }
      if (header.attempt() > 0) {
        stopJobRuns(header);
      }
      ledger.update(header, header.attempted(request.turn()));
      return Optional.empty();
    }
    Manifest manifest = manifest(header);
    String key = Attempt.key(pipeline.name(), manifest.batch(), header.fence(), header.attempt());
    AttemptFile file = attemptFile(key, pipeline, header, manifest, request);
    return Optional.of(
        new PlanAnswer(
            file.run().work(),
            "",
            pipeline.name(),
            manifest.batch(),
            header.fence(),
            header.attempt(),
            file.run().shape(),
            work.uri(key),
            file.run().jar(),
            file.run().spark(),
            Checkpoints.of(ledger, header, header.restores() ? 0 : manifest.files().size())));
  }

  /** The attempt file as it is, if this call repeats one that wrote it: nothing of it changes. */
  private AttemptFile attemptFile(
      String key,
      PipelineDefinition pipeline,
      PipelineItem header,
      Manifest manifest,
      PlanRequest request) {
    Optional<byte[]> written = work.get(key);
    if (written.isEmpty()) {
      byte[] bytes = Json.bytes(attemptFile(pipeline, header, manifest, request));
      written = work.putIfAbsent(key, bytes) ? Optional.of(bytes) : work.get(key);
    }
    return Json.read(written.orElseThrow(), AttemptFile.class);
  }

  private AttemptFile attemptFile(
      PipelineDefinition pipeline, PipelineItem header, Manifest manifest, PlanRequest request) {
    boolean restores = header.restores();
    boolean settles = !restores && manifest.onlyRefuses();
    Landing.Reading reading = restores || settles ? Landing.Reading.empty() : readable(manifest);
    Earlier earlier = Earlier.of(header, pipeline, ledger, work);
    long bytes =
        restores || settles
            ? 0
            : Appetite.of(manifest, pipeline, earlier.tables(), earlier.definition());
    Sizing size = sizing.within(request.vcpus());
    return new AttemptFile(
        header.manifest(),
        header.fence(),
        header.attempt(),
        pipeline,
        reading.uris(),
        reading.refused(),
        work.root(),
        header.restore(),
        new AttemptFile.Run(
            settles ? Work.settle : restores ? Work.withdraw : Work.batch,
            deploy.jar().get(),
            size.shape(bytes),
            size.sparkParameters(bytes, earlier.memory()),
            earlier.memory(),
            earlier.memory() < Sizing.LARGEST ? 0 : size.mostGigabytes(),
            earlier.tables()));
  }

  /** An execution that died in every attempt never came to Close batch; so the limit holds here. */
  private Optional<PlanAnswer> hold(PipelineDefinition pipeline, PipelineItem header, Instant now) {
    String why =
        "batch %d was tried %d times and never ended"
            .formatted(header.openBatch(), header.attempt());
    BatchItem batch = ledger.batch(pipeline.name(), header.openBatch()).orElseThrow();
    ledger.putBatch(
        pipeline.name(),
        batch.in(BatchItem.State.held, header.fence(), header.attempt(), now, why));
    if (!ledger.update(header, header.held(why))) {
      return Optional.empty();
    }
    throw new RefusedException(
        "Cannot plan a batch of %s: %s. Find the cause in the logs, then run: %s"
            .formatted(
                pipeline.name(),
                why,
                deploy.howToRun().line(pipeline.name(), Command.redrive(header.openBatch()))));
  }

  private Landing.Reading readable(Manifest manifest) {
    return landing.readable(
        Stream.concat(manifest.files().stream(), manifest.rebuild().files().stream())
            .filter(f -> f.state() != FileState.refused)
            .toList());
  }

  private Manifest manifest(PipelineItem header) {
    byte[] bytes = stored(header.manifest());
    if (!Sha256.hex(bytes).equals(header.manifestSha256())) {
      throw new RefusedException(
          "Cannot resume batch %d of %s: its manifest was changed (%s). Restore that object's first version."
              .formatted(header.openBatch(), header.pipeline(), header.manifest()));
    }
    return Json.read(bytes, Manifest.class);
  }

  private byte[] stored(String key) {
    return work.get(key)
        .orElseThrow(
            () ->
                new RefusedException(
                    "Cannot read manifest %s: it is gone from the work bucket. Restore it from its versions."
                        .formatted(key)));
  }

  private Optional<PlanAnswer> none(PipelineItem header, String reason) {
    return Optional.of(
        PlanAnswer.none(header.pipeline(), reason, Checkpoints.of(ledger, header, 0)));
  }
}
