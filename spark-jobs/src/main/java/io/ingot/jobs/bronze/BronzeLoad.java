package io.ingot.jobs.bronze;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.jobs.files.BatchFile;
import io.ingot.jobs.files.Outcome;
import io.ingot.jobs.files.Outcomes;
import io.ingot.jobs.files.RecordTable;
import io.ingot.jobs.files.RowLayout;
import io.ingot.jobs.run.GateException;
import io.ingot.jobs.run.ReadMeter;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.StampedTable;
import io.ingot.readers.UnknownColumns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Loads a batch's files of one source into the attempt's branch of its bronze table. */
final class BronzeLoad {
  /** How many files a message names. */
  private static final int NAMED = 10;

  private final StageRun run;
  private final SourceDefinition source;
  private final StampedTable bronze;
  private final ReadMeter meter;
  private final AddedColumns added;
  private final List<FileItem> files = new ArrayList<>();
  private final List<BatchFile> read = new ArrayList<>();
  private final Map<String, FileResult> results = new LinkedHashMap<>();

  BronzeLoad(StageRun run, SourceDefinition source, StampedTable bronze, ReadMeter meter) {
    this.run = run;
    this.source = source;
    this.bronze = bronze;
    this.meter = meter;
    this.added = new AddedColumns(source, bronze);
  }

  TableResult result() {
    long rows = results.values().stream().mapToLong(FileResult::rows).sum();
    long corrupt = results.values().stream().mapToLong(r -> r.report().corruptRecords()).sum();
    return TableResult.loaded(bronze.name().toString(), rows, corrupt);
  }

  /** Writes all readable files on the attempt's branch; answers what became of each file. */
  List<FileResult> write() {
    find();
    if (read.isEmpty()) {
      bronze.touch(Map.of());
    } else {
      if (source.unknownColumns() == UnknownColumns.add) {
        added.add(undeclared());
      }
      judge(append());
    }
    return List.copyOf(results.values());
  }

  /**
   * Replaces all rows by those of the files that count, read again, and of the batch's own.
   *
   * @throws GateException if a file that was loaded is refused now: its rows would be lost
   */
  List<FileResult> writeAgain() {
    List<FileItem> again = run.attempt().rebuild().files();
    find(again);
    find();
    if (source.unknownColumns() == UnknownColumns.add) {
      added.add(undeclared());
    }
    Outcomes outcomes = outcomes();
    Dataset<Row> rows = RecordTable.rows(run.spark(), layout(), read, outcomes);
    meter.count(
        run.spark().sparkContext(),
        () -> {
          bronze.overwrite(FilesTable.withBatches(run, source, rows), Map.of());
          return null;
        });
    verdicts(outcomes.byFile());
    List<String> lost =
        again.stream()
            .map(f -> results.get(f.file().toString()))
            .filter(r -> !r.refused().isEmpty())
            .map(r -> r.file() + ": " + r.refused())
            .toList();
    if (!lost.isEmpty()) {
      throw new GateException(
          "Cannot rebuild source %s: %d of %d files that it has loaded are refused now, and their rows would be lost (%s%s). Correct the definition, then redrive the batch; or skip it."
              .formatted(
                  source.name(),
                  lost.size(),
                  again.size(),
                  String.join("; ", lost.subList(0, Math.min(NAMED, lost.size()))),
                  lost.size() > NAMED ? "; …" : ""));
    }
    return List.copyOf(results.values());
  }

  private void find() {
    find(run.attempt().files(source.name()));
  }

  private void find(List<FileItem> items) {
    for (FileItem file : items) {
      String uri = run.attempt().readable().get(file.file().toString());
      if (file.state() == FileState.refused) {
        refuse(file, file.reason());
      } else if (uri != null) {
        read.add(
            new BatchFile(
                files.size(),
                uri,
                file.file().key(),
                file.file().uri(),
                file.file().version(),
                micros(file.arrival()),
                file.size(),
                file.etag()));
        files.add(file);
      } else if (file.state() != FileState.superseded) {
        refuse(
            file,
            run.attempt()
                .unreadable()
                .getOrDefault(
                    file.file().toString(), "the attempt file does not say where to read it"));
      }
    }
  }

  /** Names that files have and nobody declared: of each file in their order, by arrival. */
  private Set<String> undeclared() {
    Set<String> names = new LinkedHashSet<>();
    RecordTable.names(run.spark(), layout(), read).values().forEach(names::addAll);
    return names;
  }

  private Outcomes outcomes() {
    Outcomes outcomes = new Outcomes();
    run.spark().sparkContext().register(outcomes, "files of " + source.name());
    return outcomes;
  }

  private Map<Integer, Outcome> append() {
    Outcomes outcomes = outcomes();
    meter.count(
        run.spark().sparkContext(),
        () -> {
          bronze.append(RecordTable.rows(run.spark(), layout(), read, outcomes), Map.of());
          return null;
        });
    return outcomes.byFile();
  }

  private RowLayout layout() {
    return new RowLayout(
        SparkSchemaUtil.convert(bronze.iceberg().schema()),
        source.readSpec().with(added.present()),
        run.batch(),
        micros(run.attempt().manifest().claimed()));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** Refuses what must not count, and takes away again what it has left on the branch. */
  private void judge(Map<Integer, Outcome> outcomes) {
    Set<FileItem> left = verdicts(outcomes);
    if (!left.isEmpty()) {
      takeAway(left);
    }
  }

  /** Judges the files; answers those that are refused and have rows in the table. */
  private Set<FileItem> verdicts(Map<Integer, Outcome> outcomes) {
    Verdicts verdicts = new Verdicts(run, source, files, outcomes);
    Set<FileItem> left = new LinkedHashSet<>();
    for (int i = 0; i < files.size(); i++) {
      FileResult result = verdicts.of(files.get(i), outcomes.get(i));
      results.put(result.file(), result);
      if (!result.refused().isEmpty() && outcomes.get(i).rows() > 0) {
        left.add(files.get(i));
      }
    }
    return left;
  }

  private void takeAway(Set<FileItem> left) {
    String batch = "_batch = " + run.batch();
    boolean all = results.values().stream().noneMatch(r -> r.rows() > 0);
    String which =
        all
            ? batch
            : left.stream()
                .map(f -> Sql.text(f.file().toString()))
                .collect(
                    Collectors.joining(
                        ", ",
                        batch + " AND concat(_source_file, '?versionId=', _file_version) IN (",
                        ")"));
    bronze.write(
        Map.of(), () -> run.spark().sql("DELETE FROM " + bronze.branch() + " WHERE " + which));
  }

  private void refuse(FileItem file, String why) {
    String name = file.file().toString();
    results.put(name, new FileResult(name, 0, why));
  }
}
