package io.ingot.core.sweep;

import java.time.Duration;
import java.util.List;

/**
 * What a sweep found.
 *
 * @param listed file versions in the landing prefixes
 * @param registered those of them that the ledger did not know
 * @param missed those of the registered that are so old that their event must have been lost, or
 *     that were there before the first deploy: the gap
 * @param refused those of the registered that were refused
 * @param ignored those of the listed that are markers or other files that no source reads
 * @param restarted pipelines for which an execution was started
 * @param oldestWaiting age of the file that has waited longest; zero if none waits
 * @param unfinished whether time ran out before everything was listed and registered
 */
public record SweepReport(
    long listed,
    long registered,
    long missed,
    long refused,
    long ignored,
    List<String> restarted,
    Duration oldestWaiting,
    boolean unfinished) {
  public SweepReport {
    restarted = List.copyOf(restarted);
  }

  /** The report of a look at leases alone. */
  public static SweepReport of(List<String> restarted) {
    return new SweepReport(0, 0, 0, 0, 0, restarted, Duration.ZERO, false);
  }
}
