package io.ingot.local.asl;

/** The execution is over whatever its states say: its time or its history is used up. */
final class ExecutionEndedException extends Exception {
  private final ExecutionResult.Status status;
  private final String error;
  private final String reason;

  ExecutionEndedException(ExecutionResult.Status status, String error, String reason) {
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
