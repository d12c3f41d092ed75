package io.ingot.readers;

import java.io.IOException;

/** A file's bytes could not be had; trying again may help. */
public class StorageException extends IOException {
  private static final long serialVersionUID = 1;

  public StorageException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
