package io.ingot.jobs;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.StageRun.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Bronze: everything that arrived, append-only, with where it came from. */
final class BronzeStage {
  private final StageRun run;

  BronzeStage(StageRun run) {
    this.run = run;
  }

  Prepared prepare() {
    new DefinitionCheck(run).check();
    withdrawIfRedefined();
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
    return Prepared.join(List.of());
  }

  /**
   * A batch that an earlier attempt has published in part, by a definition that has been mended
   * since, is loaded anew from its files.
   */
  private void withdrawIfRedefined() {
    boolean redefined =
        run.attempt().definition().sources().stream()
            .filter(s -> run.attempt().concerns(s.name()))
            .anyMatch(
                s ->
                    run.attempt().rebuild().of(s.name())
                        ? SilverRebuild.redefined(run, s)
                        : redefined(s));
    if (redefined) {
      new Withdrawal(run).restore(run.batch() - 1);
    }
  }

  /** Quarantined rows come to silver without bronze. */
  private boolean redefined(SourceDefinition source) {
    boolean again = run.attempt().redrives(source.name());
    if (again && !run.spark().catalog().tableExists(run.sqlName(source.silver().table()))) {
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

  private static Prepared prepare(StageRun run, SourceDefinition source, boolean again) {
    // Only file scans count, not what is read back from the tables.
    ReadMeter meter = new ReadMeter();
    StampedTable files = FilesTable.layout().ensure(run, FilesTable.name(source));
    TableLayout layout = BronzeColumns.layout(source);
    StampedTable bronze =
        again
            ? layout.replaced(run, source.bronze(), Evolution.bronze(source))
            : layout.ensure(run, source.bronze(), Evolution.bronze(source));
    List<StampedTable> publish = new ArrayList<>();
    List<TableResult> tables = new ArrayList<>();
    List<FileResult> results;
    if (bronze.done()) {
      tables.add(run.published(bronze));
      results = run.publishedFiles(bronze);
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
      tables.add(run.published(files));
    } else {
      files.fork();
      Map<String, FileResult> byFile =
          results.stream().collect(Collectors.toMap(FileResult::file, Function.identity()));
      FilesTable.merge(run, files, source, byFile);
      if (again) {
        FilesTable.recount(run, files, results);
      }
      tables.add(new TableResult(files.name().toString(), results.size(), 0, 0, 0, 0));
      publish.add(files);
    }
    return new Prepared(publish, tables, results, meter.bytes(), meter.records());
  }
}
