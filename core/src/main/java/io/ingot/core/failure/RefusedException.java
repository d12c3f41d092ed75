package io.ingot.core.failure;

/** The input or a definition is wrong: trying again cannot help. */
public final class RefusedException extends IngotException {
  public RefusedException(String message) {
    super(message, null);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
