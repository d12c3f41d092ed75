package io.ingot.core.plan;

import java.time.Instant;
import java.util.Map;

/**
 * The file-level checkpoint of a pipeline, computed from the ledger.
 *
 * @param lastBatch the last settled batch
 * @param newestArrival newest arrival settled, by source
 * @param waiting files that wait and are in no batch
 * @param inBatch files in the batch at hand
 */
public record Checkpoint(
    long lastBatch, Map<String, Instant> newestArrival, long waiting, int inBatch) {}
