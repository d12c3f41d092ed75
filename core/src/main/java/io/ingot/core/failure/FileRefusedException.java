package io.ingot.core.failure;

/**
 * One file is the trouble, not the call: its version was deleted, or may not be read. The file is
 * refused by its name; all others go on.
 */
public final class FileRefusedException extends RefusedException {
  private final String reason;

  /**
   * Refuses a file.
   *
   * @param file the file, for people
   * @param reason why, as it is recorded in the ledger
   */
  public FileRefusedException(String file, String reason, Throwable cause) {
    super(
        "Cannot read %s: %s. Correct the cause, then run ./ingot redrive FILE."
            .formatted(file, reason),
        cause);
    this.reason = reason;
  }

  /** Why, as it is recorded in the ledger. */
  public String reason() {
    return reason;
  }
}
