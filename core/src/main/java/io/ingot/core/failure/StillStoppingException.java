package io.ingot.core.failure;

/**
 * An earlier job run of the pipeline was cancelled and has not ended. That takes minutes, so
 * whoever takes over waits longer than for a service that is busy.
 */
public final class StillStoppingException extends TransientException {
  public StillStoppingException(String message) {
    super(message);
  }
}
