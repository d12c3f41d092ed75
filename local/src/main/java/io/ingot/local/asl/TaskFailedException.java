package io.ingot.local.asl;

/** A task failed, with the error name and the cause that Step Functions would report. */
public final class TaskFailedException extends Exception {
  private final String error;
  private final String reason;

  /**
   * @param error error name, such as {@code Lambda.TooManyRequestsException} or {@code
   *     States.Timeout}
   * @param cause explanation, possibly JSON; may be empty
   */
  public TaskFailedException(String error, String cause) {
    super(error + ": " + cause);
    this.error = error;
    this.reason = cause;
  }

  /** The error name that {@code ErrorEquals} is compared with. */
  public String error() {
    return error;
  }

  /** The explanation; may be empty. */
  public String reason() {
    return reason;
  }
}
