package io.ingot.core.ledger;

import java.time.Instant;

/**
 * How far sweeps have come.
 *
 * @param complete when the last complete sweep began
 * @param all when the last complete sweep began that asked for all versions
 * @param definitions hash of the definitions by which it swept; empty before the first
 */
public record SweepMark(Instant complete, Instant all, String definitions) {
  /** Before the first complete sweep. */
  public static final SweepMark NONE = new SweepMark(Instant.EPOCH, Instant.EPOCH, "");
}
