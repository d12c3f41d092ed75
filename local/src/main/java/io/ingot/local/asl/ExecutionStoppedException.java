package io.ingot.local.asl;

/** Thrown by a listener: the execution ends here, whatever its states would say to it. */
public final class ExecutionStoppedException extends RuntimeException {
  private final ExecutionResult.Status status;
  private final String error;
  private final String reason;

  /**
   * @param status how the execution ends
   * @param error the error name that it ends with
   * @param reason why
   */
  public ExecutionStoppedException(ExecutionResult.Status status, String error, String reason) {
    super(error + ": " + reason);
    this.status = status;
    this.error = error;
    this.reason = reason;
  }

  ExecutionResult.Status status() {
    return status;
  }

  String error() {
    return error;
  }

  String reason() {
    return reason;
  }
}
