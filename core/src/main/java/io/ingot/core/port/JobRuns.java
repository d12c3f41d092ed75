package io.ingot.core.port;

import java.util.Optional;

/** Port: the service that runs Spark jobs. */
public interface JobRuns {

  /**
   * Cancels every job run of a pipeline that has not ended. Repeat until it answers true.
   *
   * @return whether all of the pipeline's job runs have ended
   */
  boolean stop(String pipeline);

  /** What is known of a job run. */
  Optional<JobRun> find(String id);

  /**
   * A job run.
   *
   * @param id its id
   * @param state the service's word for its state
   * @param detail the service's explanation, often cut short
   * @param vcpuHours billed
   * @param memoryGbHours billed
   * @param logs where its logs can be read
   */
  record JobRun(
      String id,
      String state,
      String detail,
      double vcpuHours,
      double memoryGbHours,
      String logs) {}
}
