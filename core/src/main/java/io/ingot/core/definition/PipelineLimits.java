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
  /**
   * What a pipeline gets that says nothing. 5,000 files: with fewer, what a spike brings takes
   * several job runs, one after another, while more shortens no wait ({@code ./ingot bench burst})
   * and brings Plan batch and Close batch, which ask the ledger and S3 about every file, nearer to
   * their function's time limit of a minute.
   */
  public static final PipelineLimits DEFAULT = new PipelineLimits(5000, 10_000_000_000L, 3);
}
