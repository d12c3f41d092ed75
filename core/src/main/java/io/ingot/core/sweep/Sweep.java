package io.ingot.core.sweep;

import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.port.Landing;
import io.ingot.core.port.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @throws RuntimeException what the first upload or pipeline met that could not be looked at; all
   *     others are registered and started
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
    Failures failures = new Failures();
    Missed missed = new Missed(definitions, ledger, landing, admit, failures, now, timeIsLeft);
    failures.in(missed::register);
    List<String> restarted = new ArrayList<>();
    failures.in(() -> restarted.addAll(revive(birth)));
    failures.raise();
    return missed.report(restarted, oldest(now));
  }

  /**
   * Starts an execution of every pipeline that has work and that nobody works on. A pipeline whose
   * execution cannot be started does not keep the others from theirs.
   *
   * @param birth birth id for pipelines that the ledger does not know yet
   * @return the pipelines for which an execution was started
   * @throws RuntimeException if one of them could not be started; all have been tried
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

  private Duration oldest(Instant now) {
    return definitions.pipelines().stream()
        .map(p -> ledger.waiting(p.name(), 1).stream().findFirst())
        .flatMap(Optional::stream)
        .map(f -> Duration.between(f.arrival(), now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
