package io.ingot.core.failure;

/** The input or a definition is wrong: trying again cannot help. */
public sealed class RefusedException extends IngotException permits FileRefusedException {
  public RefusedException(String message) {
    super(message, null);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
