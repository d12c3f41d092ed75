package io.ingot.core.failure;

/** A write may or may not have happened: look at the stamp, then decide. */
public final class OutcomeUnknownException extends IngotException {
  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
