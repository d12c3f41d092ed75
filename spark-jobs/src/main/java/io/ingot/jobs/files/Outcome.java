package io.ingot.jobs.files;

import io.ingot.readers.FileReport;
import java.io.Serializable;

/**
 * What came of reading a file, or a part of it.
 *
 * @param kind whether it was read
 * @param reason why not; empty if it was
 * @param rows how many rows it gave, also before it turned out that it cannot be read
 * @param report what was met
 */
public record Outcome(Kind kind, String reason, long rows, FileReport report)
    implements Serializable {

  /** Whether a file was read; of several parts, the last in this order counts. */
  public enum Kind {
    /** To its end. */
    read,
    /** For a reason that is in its bytes, it cannot be. */
    unreadable,
    /** The storage does not have it, or does not give it to us. */
    withheld,
    /** The object is no longer the version that was admitted. */
    overwritten
  }

  static Outcome read(long rows, FileReport report) {
    return new Outcome(Kind.read, "", rows, report);
  }

  static Outcome not(Kind kind, String reason, long rows) {
    return new Outcome(kind, reason, rows, FileReport.NOTHING);
  }

  /** Whether all of it was read. */
  public boolean isRead() {
    return kind == Kind.read;
  }

  /** What came of two parts of a file. */
  Outcome and(Outcome other) {
    Outcome worse = kind.compareTo(other.kind) >= 0 ? this : other;
    return new Outcome(worse.kind, worse.reason, rows + other.rows, report.and(other.report));
  }
}
