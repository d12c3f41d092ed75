package io.ingot.functions.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import io.ingot.core.admit.Admit;
import io.ingot.core.sweep.EndedExecution;
import io.ingot.core.sweep.EndedExecutions;
import io.ingot.core.sweep.Sweep;
import io.ingot.core.sweep.SweepReport;
import io.ingot.functions.JsonHandler;
import io.ingot.functions.Metrics;
import io.ingot.functions.aws.AwsParts;
import io.ingot.functions.aws.Priming;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sweep: finds what was missed, on a schedule and when an execution ends badly. */
public final class SweepHandler extends JsonHandler<SweepEvent, SweepReport> {
  /** What is kept to announce, to look at leases and to report when a listing takes too long. */
  static final int LAST_MILLIS = 60_000;

  private final Sweep sweep;
  private final EndedExecutions endedExecutions;
  private final InstantSource clock;
  private final Supplier<String> births;

  /** The handler as Lambda makes it. */
  public SweepHandler() {
    this(AwsParts.ofProcess());
  }

  private SweepHandler(AwsParts parts) {
    this(parts.sweep(), parts.endedExecutions(), InstantSource.system(), AwsParts::birth);
    Priming.with(
        () -> parts.ledger().pipeline(Admit.UNROUTED),
        () -> parts.ledger().countWaiting(Admit.UNROUTED),
        () -> parts.landing().list(parts.anyLanding()).limit(1).forEach(o -> {}));
  }

  /**
   * Makes the handler.
   *
   * @param births random ids for pipelines that the ledger does not know yet
   */
  public SweepHandler(
      Sweep sweep, EndedExecutions endedExecutions, InstantSource clock, Supplier<String> births) {
    super(SweepEvent.class);
    this.sweep = sweep;
    this.endedExecutions = endedExecutions;
    this.clock = clock;
    this.births = births;
  }

  @Override
  protected SweepReport handle(SweepEvent event, Context context) {
    Instant now = clock.instant();
    Optional<EndedExecution> ended = event.ended();
    if (ended.isPresent()) {
      List<String> restarted = endedExecutions.answer(ended.orElseThrow(), births.get());
      new Metrics().count("RestartedPipelines", restarted.size()).log(context, now);
      return SweepReport.of(restarted);
    }
    SweepReport report =
        sweep.sweep(now, births.get(), () -> context.getRemainingTimeInMillis() > LAST_MILLIS);
    new Metrics()
        .count("MissedFiles", report.missed())
        .count("RegisteredFiles", report.registered())
        .count("RefusedFiles", report.refused())
        .count("IgnoredFiles", report.ignored())
        .count("RestartedPipelines", report.restarted().size())
        .count("UnfinishedSweeps", report.unfinished() ? 1 : 0)
        .seconds("OldestWaitingSeconds", report.oldestWaiting().toSeconds())
        .log(context, now);
    return report;
  }
}
