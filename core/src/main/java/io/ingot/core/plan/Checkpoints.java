package io.ingot.core.plan;

import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import java.util.Map;

/** Computes the file-level checkpoint of a pipeline from the ledger. */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * The checkpoint.
   *
   * @param header the pipeline's header
   * @param inBatch files in the batch at hand
   */
  public static Checkpoint of(Ledger ledger, PipelineItem header, int inBatch) {
    long settled = header.openBatch() == 0 ? header.lastBatch() : header.openBatch() - 1;
    return new Checkpoint(
        settled,
        ledger.batch(header.pipeline(), settled).map(BatchItem::newest).orElse(Map.of()),
        Math.max(0, ledger.countWaiting(header.pipeline()) - inBatch),
        inBatch);
  }
}
