package io.ingot.jobs;

/** An attempt with a greater fence has written the table: this one has to stop. */
public final class FencedException extends RuntimeException {
  FencedException(String message) {
    super(message);
  }
}
