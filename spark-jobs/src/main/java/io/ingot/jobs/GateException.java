package io.ingot.jobs;

/** A {@code fail} rule is broken: nothing of the stage is published. */
public final class GateException extends RuntimeException {
  GateException(String message) {
    super(message);
  }
}
