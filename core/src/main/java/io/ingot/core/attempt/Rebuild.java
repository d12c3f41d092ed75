package io.ingot.core.attempt;

import io.ingot.core.ledger.FileItem;
import java.util.List;

/**
 * What a batch computes again by today's definition, whatever its tables were before.
 *
 * @param name a source or a mart of the pipeline; empty if the batch rebuilds nothing
 * @param from {@link #BRONZE} or {@link #LANDING} for a source; empty for a mart
 * @param files from landing: the loaded versions that are read into bronze again, in arrival order
 */
public record Rebuild(String name, String from, List<FileItem> files) {
  /** Silver and what stands beside it are computed from bronze. */
  public static final String BRONZE = "bronze";

  /** Bronze is read from its files again before that. */
  public static final String LANDING = "landing";

  /** Of a batch that rebuilds nothing. */
  public static final Rebuild NONE = new Rebuild("", "", List.of());

  public Rebuild {
    files = List.copyOf(files);
  }

  /** Whether there is anything to rebuild. */
  public boolean present() {
    return !name.isEmpty();
  }

  /** Whether it is of this source or mart. */
  public boolean of(String sourceOrMart) {
    return name.equals(sourceOrMart);
  }

  /** Whether bronze of this source is read again. */
  public boolean reads(String source) {
    return of(source) && from.equals(LANDING);
  }
}
