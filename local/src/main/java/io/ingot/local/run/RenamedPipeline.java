package io.ingot.local.run;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.local.lake.SqliteLedger;
import java.io.IOException;
import java.util.List;

/**
 * Gives the tables of a pipeline, and what the ledger knows of it, to the same pipeline under
 * another name. The ledger changes first, in one step: a batch of the new name has then a number
 * and a fence above all those in the tables, which refuse it until they are given too.
 */
public final class RenamedPipeline {
  private final LocalSystem system;
  private final String from;
  private final PipelineDefinition to;

  /**
   * A pipeline that was renamed.
   *
   * @param from its former name
   * @param to its definition, by its new name
   */
  public RenamedPipeline(LocalSystem system, String from, PipelineDefinition to) {
    this.system = system;
    this.from = from;
    this.to = to;
  }

  /**
   * Adopts it. Repeating it completes a call that was interrupted.
   *
   * @return how many tables were given; -1 if there was nothing left to do
   * @throws RefusedException if either name is at work, or has batches that would be lost
   */
  public int adopt() throws IOException {
    try (Tables tables = new Tables(system.lake().warehouse());
        SqliteLedger ledger = SqliteLedger.open(system.lake().ledger())) {
      PipelineItem old = ledger.pipeline(from);
      boolean known = !old.birth().isEmpty();
      if (known) {
        PipelineItem now = ledger.pipeline(to.name());
        check(old, now, tables);
        system.work().copy(from, to.name());
        if (!ledger.rename(old, now)) {
          throw cannot("another command works on it. Run it again when that has ended");
        }
      }
      int given = tables.give(from, to);
      return known || given > 0 ? given : -1;
    }
  }

  private void check(PipelineItem old, PipelineItem now, Tables tables) {
    if (system.definitions().pipeline(from).isPresent()) {
      throw cannot("%s is still defined. Remove its folder first".formatted(from));
    }
    for (PipelineItem header : List.of(old, now)) {
      if (!header.free() && system.workflow().running(header.owner())) {
        throw cannot("another command works on it. Run it again when that has ended");
      }
    }
    if (old.openBatch() != 0) {
      throw cannot(
          "batch %d of %s is %s. Give the pipeline its former name, redrive or skip the batch, then rename it"
              .formatted(old.openBatch(), from, old.isHeld() ? "held" : "open"));
    }
    tables.of(to).stream()
        .filter(t -> t.pipeline().equals(to.name()))
        .findFirst()
        .ifPresent(
            t -> {
              throw cannot(
                  "%s has written table %s under its new name. Choose another database"
                      .formatted(to.name(), t.table()));
            });
  }

  private RefusedException cannot(String why) {
    return new RefusedException(
        "Cannot adopt pipeline %s from %s: %s.".formatted(to.name(), from, why));
  }
}
