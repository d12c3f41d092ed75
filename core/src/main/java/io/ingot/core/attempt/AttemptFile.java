package io.ingot.core.attempt;

import io.ingot.core.definition.PipelineDefinition;
import java.util.Map;

/**
 * An attempt as it is written to the work bucket. Jobs read this file and the manifest that it
 * names, and nothing else that could change under them. It carries the jar by which the attempt
 * runs, so that jar and definitions are those of one deploy, whatever is deployed meanwhile.
 *
 * @param manifest work-bucket key of the batch's manifest
 * @param fence fence of the lease under which the attempt runs
 * @param attempt its number, from 1
 * @param definition the pipeline, resolved
 * @param readable file version (its text form) to the URI that Spark reads
 * @param unreadable file version (its text form) to why it cannot be read
 * @param work URI of the work bucket, without a slash at the end, for results
 * @param restore the batch to which the attempt takes all tables back; {@code PipelineItem.LOADS}
 *     if it loads the batch
 * @param run how the attempt is run
 */
public record AttemptFile(
    String manifest,
    long fence,
    int attempt,
    PipelineDefinition definition,
    Map<String, String> readable,
    Map<String, String> unreadable,
    String work,
    long restore,
    Run run) {

  /**
   * How an attempt is run.
   *
   * @param work what it is for
   * @param jar URI of the jar with the jobs
   * @param shape over how many job runs its stages are spread
   * @param spark spark-submit parameters that size the job run
   * @param memory how often more memory was given to the batch: 0 for as much as usual
   * @param gigabytes memory of a task, if it has the largest worker to itself; 0 if there is more
   * @param tables bytes that the pipeline's tables hold of earlier batches, estimated
   */
  public record Run(
      Work work, String jar, Shape shape, String spark, int memory, int gigabytes, long tables) {}

  /** The attempt, with its manifest. */
  public Attempt with(Manifest read) {
    return new Attempt(read, fence, attempt, definition, readable, unreadable, work, restore);
  }
}
