package io.ingot.core.attempt;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.Foreign;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.ledger.FileVersion;
import io.ingot.readers.FileReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that people are told of a file or a table.
 *
 * @param file the object's key, or the table
 * @param kind how much it matters
 * @param text what was met
 */
public record Remark(String file, Kind kind, String text) {
  /** How much it matters, most first. */
  public enum Kind {
    /** The file is not loaded. */
    refused,
    /** A file is loaded, but hardly as it was meant; or a table is not what Ingot made it. */
    warning,
    /** A file is loaded, without something; or with values that nobody listed. */
    note
  }

  /** What is told of files, what matters most first. */
  public static List<Remark> of(List<FileResult> files) {
    return files.stream()
        .flatMap(f -> of(f).stream())
        .sorted(Comparator.comparing(Remark::kind))
        .toList();
  }

  /**
   * What is told of tables, what matters most first.
   *
   * @param rollback the line that takes the pipeline back to a batch
   */
  public static List<Remark> of(List<TableResult> tables, LongFunction<String> rollback) {
    return tables.stream()
        .flatMap(
            t ->
                Stream.concat(
                    t.foreign().stream().map(f -> of(f, rollback.apply(f.batch()))),
                    t.unlisted().isEmpty() ? Stream.empty() : Stream.of(unlisted(t))))
        .distinct()
        .sorted(Comparator.comparing(Remark::kind))
        .toList();
  }

  private static Remark of(Foreign foreign, String rollback) {
    return new Remark(
        foreign.table(),
        Kind.warning,
        "somebody else changed its rows (snapshot %d, %s). Marts over it are computed in full; to undo it, run: %s"
            .formatted(foreign.snapshot(), foreign.operation(), rollback));
  }

  private static Remark unlisted(TableResult table) {
    String values =
        table.unlisted().stream()
            .map(u -> "%s (%,d)".formatted(u.value(), u.rows()))
            .collect(Collectors.joining(", "));
    return new Remark(
        table.table(),
        Kind.note,
        "rows whose operation is not listed count as upserts: %s. List the known ones in silver.operation.upsert"
            .formatted(values));
  }

  /** As a line for people: nobody must overlook a warning. */
  @Override
  public String toString() {
    return switch (kind) {
      case refused -> "refused %s: %s".formatted(file, text);
      case warning -> "WARNING %s: %s".formatted(file, text);
      case note -> "%s: %s".formatted(file, text);
    };
  }

  private static List<Remark> of(FileResult result) {
    String file = FileVersion.parse(result.file()).map(FileVersion::key).orElse(result.file());
    List<Remark> remarks = new ArrayList<>();
    if (!result.refused().isEmpty()) {
      remarks.add(new Remark(file, Kind.refused, result.refused()));
    }
    result.warnings().forEach(w -> remarks.add(new Remark(file, Kind.warning, w)));
    FileReport report = result.report();
    report
        .corrupt()
        .forEach(
            (why, met) ->
                remarks.add(new Remark(file, Kind.note, corrupt(why, met, report.records()))));
    report
        .columns()
        .forEach(
            (column, met) -> {
              boolean warned =
                  result.warnings().stream().anyMatch(w -> w.startsWith("column " + column + ":"));
              if (!warned) {
                remarks.add(new Remark(file, Kind.note, rescued(column, met)));
              }
            });
    report
        .undeclared()
        .forEach(
            (name, count) ->
                remarks.add(
                    new Remark(
                        file,
                        Kind.note,
                        "column %s is not declared: %,d %s rescued"
                            .formatted(name, count, count == 1 ? "value" : "values"))));
    return remarks;
  }

  private static String corrupt(String why, FileReport.Met met, long records) {
    return "%,d of %,d records could not be parsed: %s, such as \"%s\""
        .formatted(met.count(), records, why, met.example());
  }

  private static String rescued(String column, FileReport.ColumnReport met) {
    return "column %s: %,d of %,d values (%s) rescued, such as \"%s\""
        .formatted(
            column, met.rescued().count(), met.values(), met.share(), met.rescued().example());
  }
}
