package io.ingot.core.plan;

import io.ingot.core.attempt.Shape;
import io.ingot.core.attempt.Work;

/**
 * What Plan batch answers.
 *
 * @param work what there is to do
 * @param reason why there is no work; empty otherwise
 * @param pipeline the pipeline
 * @param batch the batch at hand; 0 if none
 * @param fence fence of the lease
 * @param attempt the attempt, from 1
 * @param shape over how many job runs the stages are spread; {@code null} if there is no work
 * @param attemptFile URI of the attempt file, which is all that a job is told
 * @param jar URI of the jar with the jobs: that of the deploy whose definitions the attempt has
 * @param spark spark-submit parameters that size the job run
 * @param checkpoint the checkpoint
 */
public record PlanAnswer(
    Work work,
    String reason,
    String pipeline,
    long batch,
    long fence,
    int attempt,
    Shape shape,
    String attemptFile,
    String jar,
    String spark,
    Checkpoint checkpoint) {

  static PlanAnswer none(String pipeline, String reason, Checkpoint checkpoint) {
    return new PlanAnswer(Work.none, reason, pipeline, 0, 0, 0, null, "", "", "", checkpoint);
  }
}
