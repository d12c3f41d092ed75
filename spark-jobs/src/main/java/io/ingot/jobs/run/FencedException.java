package io.ingot.jobs.run;

/** An attempt with a greater fence has written the table: this one has to stop. */
public final class FencedException extends RuntimeException {
  public FencedException(String message) {
    super(message);
  }
}
