package io.ingot.jobs.bronze;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.run.ReadMeter;
import io.ingot.jobs.run.SideBySide;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.Prepared;
import io.ingot.jobs.table.StampedTable;
import io.ingot.jobs.table.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Bronze: everything that arrived, append-only, with where it came from. */
public final class BronzeStage {
  private final StageRun run;

  public BronzeStage(StageRun run) {
    this.run = run;
  }

  /**
   * Prepares bronze and the files table of each source that has files; tables that have the batch
   * are left as they are.
   */
  public Prepared prepare() {
    return Prepared.join(
        SideBySide.all(run, run.attempt().definition().sources(), BronzeStage::part));
  }

  private static Prepared part(StageRun run, SourceDefinition source) {
    boolean reads = run.attempt().rebuild().reads(source.name());
    if (reads || !run.attempt().files(source.name()).isEmpty()) {
      return prepare(run, source, reads);
    }
    // A definition that has changed is true of all tables at once.
    BronzeColumns.layout(source).change(run, source.bronze(), Evolution.bronze(source));
    return Prepared.NOTHING;
  }

  private static Prepared prepare(StageRun run, SourceDefinition source, boolean again) {
    // Only file scans count, not what is read back from the tables.
    ReadMeter meter = new ReadMeter();
    StampedTable files = FilesTable.layout().ensure(run, source.filesTable());
    TableLayout layout = BronzeColumns.layout(source);
    StampedTable bronze =
        again
            ? layout.replaced(run, source.bronze(), Evolution.bronze(source))
            : layout.ensure(run, source.bronze(), Evolution.bronze(source));
    List<StampedTable> publish = new ArrayList<>();
    List<TableResult> tables = new ArrayList<>();
    List<FileResult> results;
    if (bronze.done()) {
      tables.add(bronze.published());
      results = bronze.publishedFiles();
    } else {
      BronzeLoad load = new BronzeLoad(run, source, bronze, meter);
      if (again) {
        results = load.writeAgain();
      } else {
        bronze.fork();
        results = load.write();
      }
      tables.add(load.result());
    }
    if (!bronze.done()) {
      // Before the files: what an attempt says of them must be of the rows that were published.
      publish.add(bronze);
    }
    if (files.done()) {
      tables.add(files.published());
    } else {
      files.fork();
      Map<String, FileResult> byFile =
          results.stream().collect(Collectors.toMap(FileResult::file, Function.identity()));
      FilesTable.merge(run, files, source, byFile);
      tables.add(TableResult.changed(files.name().toString(), results.size(), 0));
      publish.add(files);
    }
    return new Prepared(publish, tables, results, meter.bytes(), meter.records());
  }
}
