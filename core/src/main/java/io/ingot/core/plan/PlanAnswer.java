package io.ingot.core.plan;

/**
 * What Plan batch answers.
 *
 * @param work {@code batch}: load it; {@code withdraw}: take the tables back; {@code settle}: there
 *     is nothing to load, close it; {@code none}
 * @param reason why there is no work; empty otherwise
 * @param pipeline the pipeline
 * @param batch the batch at hand; 0 if none
 * @param fence fence of the lease
 * @param attempt the attempt, from 1
 * @param shape {@code fused} or {@code staged}
 * @param attemptFile URI of the attempt file, which is all that a job is told
 * @param jar URI of the jar with the jobs: that of the deploy whose definitions the attempt has
 * @param spark spark-submit parameters that size the job run
 * @param checkpoint the checkpoint
 */
public record PlanAnswer(
    String work,
    String reason,
    String pipeline,
    long batch,
    long fence,
    int attempt,
    String shape,
    String attemptFile,
    String jar,
    String spark,
    Checkpoint checkpoint) {

  static PlanAnswer none(String pipeline, String reason, Checkpoint checkpoint) {
    return new PlanAnswer("none", reason, pipeline, 0, 0, 0, "", "", "", "", checkpoint);
  }
}
