package io.ingot.core.plan;

import io.ingot.core.attempt.Stage;

/**
 * What a batch costs in time, run fused and run staged, and so which of the two it is.
 *
 * <p>With provisioning P, work W = bytes / (throughput × executor vCPUs), three stages of W/3 each,
 * the probability p that a stage fails, and c, how often the time limit cuts a job run that is
 * planned to fill it (c = ⌈(P + W) / (limit / 2)⌉ − 1; half the limit, because throughput is an
 * estimate):
 *
 * <pre>
 * fused  =  P + W + 3p (P + W/3) + c (P + W/6)
 * staged = 3P + W + 3p (2P + W/3)
 * </pre>
 *
 * <p>A stage publishes when it ends, in either shape, and the next attempt finds it published. So a
 * retry repeats the failed stage's W/3 in both; staged it also provisions for the stages before,
 * two job runs on average. What speaks for staged is the time limit alone, which each of its job
 * runs has to itself: a cut repeats half a stage. Fused therefore wins up to W = limit / 2 − P and,
 * as half a stage is long then, loses beyond.
 *
 * @param provisioningSeconds from the start of a job run until its executors work
 * @param bytesPerSecond bytes that one executor vCPU takes through all three stages in a second
 * @param failureProbability that one stage's job fails, from 0 to 1
 * @param limitSeconds after which a job run is cancelled: {@code ExecutionTimeoutMinutes} of the
 *     state machine
 */
public record JobCost(
    double provisioningSeconds,
    double bytesPerSecond,
    double failureProbability,
    double limitSeconds) {
  /**
   * About 90 seconds of provisioning; throughput as measured by {@code ./ingot bench increment},
   * rounded down; one job in a hundred fails; two hours.
   */
  public static final JobCost DEFAULT = new JobCost(90, 500_000, 0.01, 7200);

  private static final int STAGES = Stage.LOADING.size();

  /** Seconds that the three stages work, without provisioning and failures. */
  public double workSeconds(long bytes, int executorVcpus) {
    return bytes / (bytesPerSecond * executorVcpus);
  }

  /** Expected seconds of a batch that is one job run. */
  public double fusedSeconds(long bytes, int executorVcpus) {
    double work = workSeconds(bytes, executorVcpus);
    double cuts = Math.max(0, Math.ceil((provisioningSeconds + work) / (limitSeconds / 2)) - 1);
    return provisioningSeconds
        + work
        + STAGES * failureProbability * (provisioningSeconds + work / STAGES)
        + cuts * (provisioningSeconds + work / (2 * STAGES));
  }

  /** Expected seconds of a batch that is a job run per stage. */
  public double stagedSeconds(long bytes, int executorVcpus) {
    double work = workSeconds(bytes, executorVcpus);
    return STAGES * provisioningSeconds
        + work
        + STAGES * failureProbability * (2 * provisioningSeconds + work / STAGES);
  }

  boolean fuses(long bytes, int executorVcpus) {
    return fusedSeconds(bytes, executorVcpus) <= stagedSeconds(bytes, executorVcpus);
  }
}
