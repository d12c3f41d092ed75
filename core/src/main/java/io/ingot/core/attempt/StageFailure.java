package io.ingot.core.attempt;

/**
 * Why a stage of an attempt failed, written by the job itself.
 *
 * @param stage the stage
 * @param kind what to do about it
 * @param error the exception's class name
 * @param message its message, with what it was caused by
 */
public record StageFailure(String stage, Kind kind, String error, String message) {
  /** Kinds of job failures. */
  public enum Kind {
    /** Try again as it is. */
    transient_failure,
    /** A publish gate: hold. */
    gate,
    /** Input, definition or code is wrong: hold. */
    refused,
    /** Another attempt owns the table now: look at the stamps. */
    fenced,
    /** Memory ran out: try again with more. */
    out_of_memory
  }

  /** Key of an attempt's failure in the work bucket. */
  public static String key(String pipeline, long batch, long fence, int attempt) {
    return Attempt.resultKey(pipeline, batch, fence, attempt, "failure");
  }
}
