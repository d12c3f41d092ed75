package io.ingot.core.sweep;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.admit.UploadEvent;
import io.ingot.core.definition.Definitions;
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
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Finds what fell by the wayside: uploads whose event was lost, or that were there before anything
 * was deployed; leases of executions that ended without giving them back; files that wait while
 * nothing runs.
 *
 * <p>It only registers and starts, by the same rules as {@link Admit} and {@link Arrivals}: it may
 * run at any time, twice at once, and be cut off anywhere.
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
   * @throws io.ingot.core.failure.TransientException if a service could not be reached; what was
   *     found until then is registered
   */
  public SweepReport sweep(Instant now, String birth) {
    return sweep(now, birth, () -> true);
  }

  /**
   * As {@link #sweep(Instant, String)}, for as long as there is time. When there is none left,
   * listing and registering stop; what was found until then is announced, leases are looked at all
   * the same, and the report says that the sweep is unfinished.
   *
   * @param timeIsLeft asked before every upload that is listed and every one that is registered
   */
  public SweepReport sweep(Instant now, String birth, BooleanSupplier timeIsLeft) {
    Counts counts = new Counts(timeIsLeft);
    Set<String> found = new TreeSet<>();
    for (String prefix : prefixes()) {
      Iterator<LandedObject> objects = landing.list(prefix).iterator();
      List<LandedObject> page = new ArrayList<>();
      while (!counts.unfinished && objects.hasNext() && counts.goOn()) {
        LandedObject object = objects.next();
        // A key's versions stay together, because their order is part of what is swept.
        if (page.size() >= PAGE
            && !page.get(page.size() - 1).file().key().equals(object.file().key())) {
          found.addAll(register(page, now, counts));
          page.clear();
        }
        page.add(object);
      }
      found.addAll(register(page, now, counts));
    }
    found.forEach(pipeline -> arrivals.announce(pipeline, birth));
    List<String> restarted = revive();
    return new SweepReport(
        counts.listed,
        counts.registered,
        counts.missed,
        counts.refused,
        restarted,
        oldest(now),
        counts.unfinished);
  }

  /**
   * Starts an execution of every pipeline that has work and that nobody works on: an open batch or
   * a lease whose execution has ended, or files that wait while the lease is free. Held pipelines
   * go on waiting.
   *
   * @return the pipelines for which an execution was started
   */
  public List<String> revive() {
    List<String> restarted = new ArrayList<>();
    for (String pipeline : ledger.pipelines()) {
      PipelineItem header = ledger.pipeline(pipeline);
      boolean runs = !header.free() && workflow.running(header.owner());
      boolean work = header.openBatch() != 0 || !header.free() || ledger.countWaiting(pipeline) > 0;
      if (!runs && work && !header.isHeld() && definitions.pipeline(pipeline).isPresent()) {
        arrivals.restart(header, Map.of("pipeline", pipeline));
        restarted.add(pipeline);
      }
    }
    return restarted;
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

  private Set<String> register(List<LandedObject> page, Instant now, Counts counts) {
    Set<String> found = new TreeSet<>();
    counts.listed += page.size();
    Map<String, List<LandedObject>> byPipeline = new java.util.TreeMap<>();
    for (LandedObject object : page) {
      byPipeline.computeIfAbsent(pipeline(object), p -> new ArrayList<>()).add(object);
    }
    byPipeline.forEach(
        (pipeline, objects) -> {
          Set<FileVersion> unknown =
              ledger.unknown(pipeline, objects.stream().map(LandedObject::file).toList());
          if (!unknown.isEmpty() && register(pipeline, objects, unknown, now, counts)) {
            found.add(pipeline);
          }
        });
    return found;
  }

  private String pipeline(LandedObject object) {
    return definitions.route(object.file().key()).map(r -> r.pipeline().name()).orElseThrow();
  }

  /** Whether any of the unknown waits now. */
  private boolean register(
      String pipeline,
      List<LandedObject> objects,
      Set<FileVersion> unknown,
      Instant now,
      Counts counts) {
    Set<String> keys = new LinkedHashSet<>();
    unknown.forEach(f -> keys.add(f.key()));
    boolean waits = false;
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
      waits |= outcome.verdict() == Admit.Verdict.waiting;
      counts.refused += outcome.verdict() == Admit.Verdict.refused ? 1 : 0;
      // Its event may have been faster since the listing was compared with the ledger.
      place = place(pipeline, file, place);
    }
    return waits;
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
