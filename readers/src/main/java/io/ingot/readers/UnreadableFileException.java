package io.ingot.readers;

import java.io.IOException;

/** A file cannot be read, for a reason that is in its bytes: it is refused by name. */
public class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param reason completes "Cannot read the file: …", with what was expected and what was found
   */
  public UnreadableFileException(String reason) {
    super(reason);
  }

  public UnreadableFileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
