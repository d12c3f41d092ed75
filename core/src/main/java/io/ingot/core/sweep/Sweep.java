package io.ingot.core.sweep;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.core.port.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Finds what was missed: uploads whose event was lost, or that were there before anything was
 * deployed; files that were registered and never announced; leases of executions that ended without
 * giving them back; files that wait while nothing runs.
 *
 * <p>It only registers and starts, by the same rules as {@link Admit} and {@link Arrivals}. What it
 * starts follows from what the ledger says, never from what this run of it happened to register: it
 * may run at any time, twice at once, and be cut off between any two writes.
 */
public final class Sweep {
  /** An upload that the ledger does not know counts as missed when it is older than this. */
  public static final Duration EVENTS_TAKE_AT_MOST = Duration.ofMinutes(15);

  private static final int PAGE = 1000;

  /** What a place in the order of a key's versions is followed by: lower than any event of S3. */
  private static final String NEXT = "01";

  private static final String FIRST = "000000000000000000";

  private final Definitions definitions;
  private final Ledger ledger;
  private final Landing landing;
  private final Workflow workflow;
  private final Admit admit;
  private final Arrivals arrivals;

  public Sweep(
      Definitions definitions, Ledger ledger, Landing landing, Workflow workflow, Admit admit) {
    this.definitions = definitions;
    this.ledger = ledger;
    this.landing = landing;
    this.workflow = workflow;
    this.admit = admit;
    this.arrivals = new Arrivals(ledger, workflow);
  }

  /**
   * Sweeps everything.
   *
   * @param now time of the sweep
   * @param birth birth id for pipelines that the ledger does not know yet
   * @throws TransientException if a service could not be reached; what was found until then is
   *     registered and started
   */
  public SweepReport sweep(Instant now, String birth) {
    return sweep(now, birth, () -> true);
  }

  /**
   * As {@link #sweep(Instant, String)}, for as long as there is time. When there is none left,
   * listing and registering stop; what waits is started all the same, and the report says that the
   * sweep is unfinished.
   *
   * @param timeIsLeft asked before every upload that is listed and every one that is registered
   */
  public SweepReport sweep(Instant now, String birth, BooleanSupplier timeIsLeft) {
    Counts counts = new Counts(timeIsLeft);
    Failures failures = new Failures();
    failures.in(() -> register(now, counts));
    List<String> restarted = new ArrayList<>();
    failures.in(() -> restarted.addAll(revive(birth)));
    failures.raise();
    return new SweepReport(
        counts.listed,
        counts.registered,
        counts.missed,
        counts.refused,
        restarted,
        oldest(now),
        counts.unfinished);
  }

  private void register(Instant now, Counts counts) {
    for (String prefix : prefixes()) {
      Iterator<LandedObject> objects = landing.list(prefix).iterator();
      List<LandedObject> page = new ArrayList<>();
      while (!counts.unfinished && objects.hasNext() && counts.goOn()) {
        LandedObject object = objects.next();
        // A key's versions stay together, because their order is part of what is swept.
        if (page.size() >= PAGE
            && !page.get(page.size() - 1).file().key().equals(object.file().key())) {
          register(page, now, counts);
          page.clear();
        }
        page.add(object);
      }
      register(page, now, counts);
    }
  }

  /**
   * Starts an execution of every pipeline that has work and that nobody works on. A pipeline whose
   * execution cannot be started does not keep the others from theirs.
   *
   * @param birth birth id for pipelines that the ledger does not know yet
   * @return the pipelines for which an execution was started
   * @throws TransientException if one of them could not be started; all have been tried
   */
  public List<String> revive(String birth) {
    Failures failures = new Failures();
    List<String> restarted = new ArrayList<>();
    for (PipelineDefinition pipeline : definitions.pipelines()) {
      failures.in(
          () -> {
            if (revive(pipeline.name(), birth)) {
              restarted.add(pipeline.name());
            }
          });
    }
    failures.raise();
    return restarted;
  }

  /**
   * Starts an execution of a pipeline if it has work and nobody works on it: files that wait, also
   * those that were registered and never announced; an open batch; a lease whose execution has
   * ended. A held pipeline goes on waiting.
   *
   * @return whether an execution was started
   */
  public boolean revive(String pipeline, String birth) {
    if (ledger.pipeline(pipeline).isHeld()) {
      return false;
    }
    boolean waits = ledger.countWaiting(pipeline) > 0;
    // The counter is raised while an execution runs, too: it may have looked at the queue before
    // these files were registered, and whoever registered them may have died before raising it.
    PipelineItem header = waits ? ledger.raiseArrivals(pipeline, birth) : ledger.pipeline(pipeline);
    boolean work = waits || header.openBatch() != 0 || !header.free();
    if (!work || header.isHeld() || (!header.free() && workflow.running(header.owner()))) {
      return false;
    }
    arrivals.restart(header, Map.of("pipeline", pipeline));
    return true;
  }

  /** The landing prefixes, without those that lie within another. */
  private List<String> prefixes() {
    List<String> outermost = new ArrayList<>();
    definitions.pipelines().stream()
        .flatMap(p -> p.sources().stream())
        .map(s -> s.landing())
        .sorted()
        .filter(prefix -> outermost.stream().noneMatch(prefix::startsWith))
        .forEach(outermost::add);
    return outermost;
  }

  private void register(List<LandedObject> page, Instant now, Counts counts) {
    counts.listed += page.size();
    Map<String, List<LandedObject>> byPipeline = new TreeMap<>();
    for (LandedObject object : page) {
      byPipeline.computeIfAbsent(pipeline(object), p -> new ArrayList<>()).add(object);
    }
    byPipeline.forEach(
        (pipeline, objects) -> {
          Set<FileVersion> unknown =
              ledger.unknown(pipeline, objects.stream().map(LandedObject::file).toList());
          if (!unknown.isEmpty()) {
            register(pipeline, objects, unknown, now, counts);
          }
        });
  }

  private String pipeline(LandedObject object) {
    return definitions.route(object.file().key()).map(r -> r.pipeline().name()).orElseThrow();
  }

  private void register(
      String pipeline,
      List<LandedObject> objects,
      Set<FileVersion> unknown,
      Instant now,
      Counts counts) {
    Set<String> keys = new LinkedHashSet<>();
    unknown.forEach(f -> keys.add(f.key()));
    String key = "";
    String place = FIRST;
    for (LandedObject object : objects) {
      FileVersion file = object.file();
      if (!keys.contains(file.key())) {
        continue;
      }
      if (!counts.goOn()) {
        break;
      }
      if (!file.key().equals(key)) {
        key = file.key();
        place = FIRST;
      }
      if (!unknown.contains(file)) {
        place = place(pipeline, file, place);
        continue;
      }
      place = place + NEXT;
      counts.registered++;
      if (object.time().isBefore(now.minus(EVENTS_TAKE_AT_MOST))) {
        counts.missed++;
      }
      Admit.Outcome outcome = admit.admit(new UploadEvent.Created(file, place), now);
      counts.refused += outcome.verdict() == Admit.Verdict.refused ? 1 : 0;
      // Its event may have been faster since the listing was compared with the ledger.
      place = place(pipeline, file, place);
    }
  }

  private String place(String pipeline, FileVersion file, String otherwise) {
    return ledger
        .file(pipeline, file)
        .map(FileItem::sequencer)
        .filter(s -> !s.isEmpty())
        .orElse(otherwise);
  }

  private Duration oldest(Instant now) {
    return definitions.pipelines().stream()
        .map(p -> ledger.waiting(p.name(), 1).stream().findFirst())
        .flatMap(Optional::stream)
        .map(f -> Duration.between(f.arrival(), now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Lets everything have its turn, and tells of what failed afterwards. */
  private static final class Failures {
    private TransientException first;

    void in(Runnable turn) {
      try {
        turn.run();
      } catch (TransientException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }

    void raise() {
      if (first != null) {
        throw first;
      }
    }
  }

  private static final class Counts {
    private final BooleanSupplier timeIsLeft;
    private long listed;
    private long registered;
    private long missed;
    private long refused;
    private boolean unfinished;

    Counts(BooleanSupplier timeIsLeft) {
      this.timeIsLeft = timeIsLeft;
    }

    boolean goOn() {
      unfinished |= !timeIsLeft.getAsBoolean();
      return !unfinished;
    }
  }
}
