package io.ingot.core.close;

/**
 * What the state machine tells Close batch.
 *
 * @param pipeline the pipeline
 * @param execution the execution that asks
 * @param batch the batch of the attempt that ended; 0 if planning failed
 * @param fence the attempt's fence; 0 if planning failed
 * @param attempt the attempt; 0 if planning failed
 * @param failure what a Catch caught; empty fields if all went well
 */
public record CloseRequest(
    String pipeline, String execution, long batch, long fence, int attempt, Caught failure) {
  public CloseRequest {
    failure = failure == null ? Caught.NOTHING : failure;
  }

  /**
   * An error of the state machine.
   *
   * @param error its name; empty if there was none
   * @param cause its explanation
   */
  public record Caught(String error, String cause) {
    /** No error. */
    public static final Caught NOTHING = new Caught("", "");

    public Caught {
      error = error == null ? "" : error;
      cause = cause == null ? "" : cause;
    }
  }
}
