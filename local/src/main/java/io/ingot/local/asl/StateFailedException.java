package io.ingot.local.asl;

/** A state reports an error: a retrier or catcher of the state may take it. */
final class StateFailedException extends Exception {
  private final String error;
  private final String reason;

  StateFailedException(String error, String reason) {
    super(error + ": " + reason);
    this.error = error;
    this.reason = reason;
  }

  String error() {
    return error;
  }

  String reason() {
    return reason;
  }
}
