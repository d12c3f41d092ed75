package io.ingot.local.run;

import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;

/** Starts executions for what waits, also where a dead execution left a batch behind. */
public final class Drain {
  private final LocalSystem system;

  /** Drains a system's pipelines. */
  public Drain(LocalSystem system) {
    this.system = system;
  }

  /** Whether a pipeline has anything to do: files that wait, or an open batch that is not held. */
  public boolean hasWork(String pipeline) {
    PipelineItem header = system.ledger().pipeline(pipeline);
    return !header.isHeld()
        && (header.openBatch() != 0 || system.ledger().countWaiting(pipeline) > 0);
  }

  /** Runs an execution of a pipeline, unless one is running already. */
  public void run(String pipeline) {
    system.revive(pipeline);
  }

  /** Runs an execution that carries an operator's command. */
  public void command(String pipeline, Command command) {
    system.command(pipeline, command);
  }
}
