package io.ingot.jobs.run;

/** A {@code fail} rule is broken: nothing of the stage is published. */
public final class GateException extends RuntimeException {
  public GateException(String message) {
    super(message);
  }
}
