package io.ingot.core.failure;

/** It may work if tried again: throttling, a lost connection, a job run that is still stopping. */
public sealed class TransientException extends IngotException permits StillStoppingException {
  public TransientException(String message) {
    super(message, null);
  }

  public TransientException(String message, Throwable cause) {
    super(message, cause);
  }
}
