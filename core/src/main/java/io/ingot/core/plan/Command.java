package io.ingot.core.plan;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.PipelineItem;

/**
 * An operator's command, carried by an execution's input.
 *
 * @param verb what to do; empty for an ordinary execution
 * @param batch the batch it is about; 0 if none
 */
public record Command(String verb, long batch) {
  /** An ordinary execution. */
  public static final Command NONE = new Command("", 0);

  /** Verb: try a held batch again. */
  public static final String REDRIVE = "redrive";

  /**
   * Refuses a command that does not apply.
   *
   * @throws RefusedException if the batch to be redriven is not held
   */
  public void mustApply(PipelineItem header) {
    if (verb.equals(REDRIVE) && (!header.isHeld() || header.openBatch() != batch)) {
      throw new RefusedException(
          "Cannot redrive batch %d of %s: it is not held (held: %s). See ./ingot status."
              .formatted(
                  batch,
                  header.pipeline(),
                  header.isHeld() ? "batch " + header.openBatch() : "none"));
    }
  }

  public Command {
    verb = verb == null ? "" : verb;
  }
}
