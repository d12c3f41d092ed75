package io.ingot.local.run;

import io.ingot.core.admit.Arrivals;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import java.util.Map;

/** Starts executions for what waits, also where a dead execution left a batch behind. */
public final class Drain {
  private final LocalSystem system;
  private final Arrivals arrivals;

  /** Drains a system's pipelines. */
  public Drain(LocalSystem system) {
    this.system = system;
    this.arrivals = new Arrivals(system.ledgerPort(), system.workflow());
  }

  /** Whether a pipeline has anything to do: files that wait, or an open batch that is not held. */
  public boolean hasWork(String pipeline) {
    PipelineItem header = system.ledger().pipeline(pipeline);
    return !header.isHeld()
        && (header.openBatch() != 0 || system.ledger().countWaiting(pipeline) > 0);
  }

  /** Runs an execution of a pipeline, unless one is running already. */
  public void run(String pipeline) {
    arrivals.restart(system.ledger().pipeline(pipeline), Map.of("pipeline", pipeline));
  }

  /** Runs an execution that carries an operator's command. */
  public void command(String pipeline, Command command) {
    PipelineItem header = system.ledger().pipeline(pipeline);
    arrivals.restart(header, Map.of("pipeline", pipeline, "command", command));
  }
}
