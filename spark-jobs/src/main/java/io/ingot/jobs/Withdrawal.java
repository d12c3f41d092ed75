package io.ingot.jobs;

import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.bronze.FilesTable;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes all tables of a pipeline back to what they were after a batch, and stamps every one of them
 * with the lease's fence, also those that have nothing to take back: otherwise a branch of an older
 * attempt could still become main.
 */
final class Withdrawal {
  private final StageRun run;

  Withdrawal(StageRun run) {
    this.run = run;
  }

  Prepared prepare() {
    List<StampedTable> tables = tables();
    List<TableResult> results =
        tables.stream().map(t -> TableResult.unchanged(t.name().toString())).toList();
    return Prepared.of(tables, results);
  }

  /**
   * The pipeline's tables, from the files on. Those that every attempt looks at before its first
   * publish are made if they are missing, so that there is a fence to be seen.
   */
  List<StampedTable> tables() {
    List<StampedTable> tables = new ArrayList<>();
    List<TableName> others = new ArrayList<>();
    for (SourceDefinition source : run.attempt().definition().sources()) {
      tables.add(FilesTable.layout().made(run, source.filesTable()));
      tables.add(BronzeColumns.layout(source).made(run, source.bronze()));
      SilverDefinition silver = source.silver();
      others.addAll(List.of(silver.quarantine(), silver.tombstones()));
      if (silver.history()) {
        others.add(silver.historyTable());
      }
      others.add(silver.table());
    }
    run.attempt().definition().marts().stream().map(MartDefinition::table).forEach(others::add);
    others.stream()
        .filter(name -> run.exists(name))
        .map(name -> StampedTable.open(run, name))
        .forEach(tables::add);
    return tables;
  }

  /** Takes the tables back within another stage, before it loads the batch anew. */
  void restore(long toBatch) {
    tables().forEach(table -> table.restore(toBatch));
  }
}
