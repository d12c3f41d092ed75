package io.ingot.jobs;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.silver.SilverHistory;
import io.ingot.jobs.silver.SilverRebuild;
import io.ingot.jobs.table.StampedTable;

/**
 * A batch that an earlier attempt has published in part, by a definition that has been mended
 * since: it is taken back, and loaded anew from its files.
 */
final class Redefinition {
  private final StageRun run;

  private Redefinition(StageRun run) {
    this.run = run;
  }

  /** Whether the attempt's batch is such a batch. */
  static boolean of(StageRun run) {
    return run.attempt().definition().sources().stream()
        .filter(s -> run.attempt().concerns(s.name()))
        .anyMatch(new Redefinition(run)::of);
  }

  private boolean of(SourceDefinition source) {
    return run.attempt().rebuild().of(source.name())
        ? SilverRebuild.redefined(run, source)
        : loaded(source);
  }

  /** Quarantined rows come to silver without bronze. */
  private boolean loaded(SourceDefinition source) {
    boolean again = run.attempt().redrives(source.name());
    if (again && !run.exists(source.silver().table())) {
      return false;
    }
    if (again && SilverHistory.redefined(run, source)) {
      return true;
    }
    StampedTable first =
        again
            ? StampedTable.open(run, source.silver().table())
            : BronzeColumns.layout(source).made(run, source.bronze());
    return first.redefined();
  }
}
