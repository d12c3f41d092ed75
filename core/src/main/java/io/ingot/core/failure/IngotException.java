package io.ingot.core.failure;

/**
 * A failure with a kind, on which the reaction depends. Messages follow one grammar: {@code Cannot
 * <verb> <thing>: <reason> (<values>). <next action>}.
 */
public abstract sealed class IngotException extends RuntimeException
    permits TransientException, RefusedException, OutcomeUnknownException {
  IngotException(String message, Throwable cause) {
    super(message, cause);
  }
}
