package io.ingot.local.lake;

import io.ingot.core.failure.TransientException;
import java.io.IOException;

/** A step on files that may fail. */
@FunctionalInterface
interface DiskStep<T> {
  T run() throws IOException;

  /**
   * Runs a step; if the disk fails it, the failure is transient.
   *
   * @param what verb and thing, for the message
   */
  static <T> T of(String what, DiskStep<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new TransientException(
          "Cannot "
              + what
              + ": the file system answered "
              + e
              + ". Check that the lake folder may be written and its disk is not full, then try"
              + " again.",
          e);
    }
  }
}
