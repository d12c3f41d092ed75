package io.ingot.core.definition;

import io.ingot.readers.ReadSpec;
import io.ingot.readers.Tolerance;

/**
 * Limits of a source's files.
 *
 * @param maxFileSize largest file accepted, in bytes
 * @param maxField largest field, in bytes of its text
 * @param tolerance how much of a file may be unreadable
 */
public record SourceLimits(long maxFileSize, int maxField, Tolerance tolerance) {
  /** What counts where a definition says nothing. */
  public static final SourceLimits DEFAULT =
      new SourceLimits(5_000_000_000L, ReadSpec.MAX_FIELD, Tolerance.DEFAULT);

  /** The same with another largest file. */
  public SourceLimits withMaxFileSize(long bytes) {
    return new SourceLimits(bytes, maxField, tolerance);
  }
}
