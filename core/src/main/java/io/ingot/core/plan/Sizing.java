package io.ingot.core.plan;

/**
 * Shape and size of a batch's job runs.
 *
 * <p>A job run starts with about 90 seconds of provisioning. Fused, a batch pays that once; staged,
 * it pays it three times, but a retry repeats only the stage that failed. Small batches are cheaper
 * to repeat than to provision for. Executors start from one worker per 100 MB of input.
 *
 * @param vcpus how many vCPUs one job run may take (EMR Serverless allows 16 at once per account by
 *     default)
 * @param fusedBelow batches of fewer bytes run fused
 */
public record Sizing(int vcpus, long fusedBelow) {
  /** The default: the account's default quota, fused below 2 GB. */
  public static final Sizing DEFAULT = new Sizing(16, 2_000_000_000L);

  private static final int EXECUTOR_CORES = 4;
  private static final int DRIVER_CORES = 2;
  private static final long BYTES_PER_EXECUTOR = 100_000_000L;

  String shape(long bytes) {
    return bytes < fusedBelow ? "fused" : "staged";
  }

  String sparkParameters(long bytes) {
    long wanted = Math.max(1, (bytes + BYTES_PER_EXECUTOR - 1) / BYTES_PER_EXECUTOR);
    long most = Math.max(1, (vcpus - DRIVER_CORES) / EXECUTOR_CORES);
    long executors = Math.min(wanted, most);
    return "--conf spark.driver.cores=%d --conf spark.driver.memory=6g".formatted(DRIVER_CORES)
        + " --conf spark.executor.cores=%d --conf spark.executor.memory=14g"
            .formatted(EXECUTOR_CORES)
        + " --conf spark.dynamicAllocation.initialExecutors=%d".formatted(executors)
        + " --conf spark.dynamicAllocation.maxExecutors=%d".formatted(executors);
  }
}
