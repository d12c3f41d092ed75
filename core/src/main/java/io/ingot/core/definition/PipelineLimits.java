package io.ingot.core.definition;

/**
 * Limits of a pipeline's batches.
 *
 * @param filesPerBatch most file versions that one batch claims
 * @param bytesPerBatch most bytes (as stored in landing) that one batch claims; a single larger
 *     file still makes a batch of its own
 * @param maxAttempts how often a batch is tried before the pipeline is held
 */
public record PipelineLimits(int filesPerBatch, long bytesPerBatch, int maxAttempts) {
  /** What a pipeline gets that says nothing. */
  public static final PipelineLimits DEFAULT = new PipelineLimits(1000, 10_000_000_000L, 3);
}
