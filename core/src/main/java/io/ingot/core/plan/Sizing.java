package io.ingot.core.plan;

import io.ingot.core.attempt.Shape;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Shape and size of a batch's job runs.
 *
 * <p>A driver of one vCPU, and as many executors of two as bring the work down to the time that
 * provisioning takes anyway: more of them would save less than they cost. One job run takes at most
 * half of the vCPUs, so that no pipeline shuts out the others; the application lets at most {@link
 * #jobRuns} run at once, so that each of them finds room for its driver and one executor and none
 * waits for another's driver.
 *
 * @param vcpus how many vCPUs all job runs may take at once (EMR Serverless allows 16 per account
 *     by default)
 * @param cost what decides between fused and staged
 * @param alwaysStaged one job run per stage, whatever it costs
 */
public record Sizing(int vcpus, JobCost cost, boolean alwaysStaged) {
  /** The default: the account's default quota. */
  public static final Sizing DEFAULT = of(16);

  private static final int DRIVER_CORES = 1;
  private static final int EXECUTOR_CORES = 2;

  /** From here on there is no more memory to give. */
  static final int LARGEST = 2;

  /**
   * Memory of a worker by its vCPUs, in GB: what the largest worker of that size has (8, 16, 30, 60
   * and 120 GB; EMR Serverless user guide, worker configurations) less the tenth that Spark adds.
   */
  private static final NavigableMap<Integer, Integer> GIGABYTES =
      new TreeMap<>(Map.of(1, 7, 2, 14, 4, 27, 8, 54, 16, 108));

  /**
   * The sizing within a quota.
   *
   * @param vcpus how many vCPUs all job runs may take at once
   */
  public static Sizing of(int vcpus) {
    return new Sizing(vcpus, JobCost.DEFAULT, false);
  }

  /** The same within another quota of vCPUs. */
  Sizing within(int quota) {
    return new Sizing(quota, cost, alwaysStaged);
  }

  /** The same with one job run per stage, whatever it costs. */
  public Sizing staged() {
    return new Sizing(vcpus, cost, true);
  }

  /** How many job runs fit at once, if each has a driver and one executor; at least one. */
  public int jobRuns() {
    return Math.max(1, vcpus / (DRIVER_CORES + EXECUTOR_CORES));
  }

  /** vCPUs that a job run over so many bytes takes, driver included. */
  public int vcpus(long bytes) {
    return DRIVER_CORES + executors(bytes) * EXECUTOR_CORES;
  }

  /** Seconds that such a job run is expected to take, provisioning included. */
  public double seconds(long bytes) {
    return cost.provisioningSeconds() + cost.workSeconds(bytes, executors(bytes) * EXECUTOR_CORES);
  }

  Shape shape(long bytes) {
    boolean fused = !alwaysStaged && cost.fuses(bytes, executors(bytes) * EXECUTOR_CORES);
    return fused ? Shape.fused : Shape.staged;
  }

  /**
   * Parameters of spark-submit.
   *
   * @param memory how often memory ran out: 0 is as usual; 1 twice the memory for each task; from 2
   *     on the largest worker that the quota has room for, with all its memory for one task
   */
  String sparkParameters(long bytes, int memory) {
    if (memory >= LARGEST) {
      int executor = largest();
      return parameters(Math.max(DRIVER_CORES, Math.min(executor / 2, vcpus - executor)), executor)
          + " --conf spark.task.cpus=%d".formatted(executor)
          + executors(1);
    }
    return memory == 0
        ? "--conf spark.driver.cores=%d --conf spark.driver.memory=6g".formatted(DRIVER_CORES)
            + " --conf spark.executor.cores=%d --conf spark.executor.memory=7g"
                .formatted(EXECUTOR_CORES)
            + executors(executors(bytes))
        : parameters(EXECUTOR_CORES, EXECUTOR_CORES) + executors(executors(bytes));
  }

  /** The most memory that one task can get, in GB. */
  int mostGigabytes() {
    return GIGABYTES.get(largest());
  }

  /** vCPUs of the largest worker that leaves room for a driver. */
  private int largest() {
    return GIGABYTES.keySet().stream()
        .filter(cores -> cores > DRIVER_CORES && cores + Math.max(DRIVER_CORES, cores / 2) <= vcpus)
        .max(Comparator.naturalOrder())
        .orElse(EXECUTOR_CORES);
  }

  private static String parameters(int driver, int executor) {
    return "--conf spark.driver.cores=%d --conf spark.driver.memory=%dg"
            .formatted(driver, GIGABYTES.floorEntry(driver).getValue())
        + " --conf spark.executor.cores=%d --conf spark.executor.memory=%dg"
            .formatted(executor, GIGABYTES.get(executor));
  }

  private static String executors(int count) {
    return " --conf spark.dynamicAllocation.initialExecutors=%d".formatted(count)
        + " --conf spark.dynamicAllocation.maxExecutors=%d".formatted(count);
  }

  private int executors(long bytes) {
    long wanted =
        (long) Math.ceil(cost.workSeconds(bytes, EXECUTOR_CORES) / cost.provisioningSeconds());
    long most = Math.max(1, (vcpus / 2 - DRIVER_CORES) / EXECUTOR_CORES);
    return (int) Math.max(1, Math.min(wanted, most));
  }
}
