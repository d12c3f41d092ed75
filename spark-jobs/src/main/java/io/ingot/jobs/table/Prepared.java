package io.ingot.jobs.table;

import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.TableResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stage has prepared.
 *
 * @param publish tables to publish, in this order
 * @param tables results of all touched tables
 * @param files results of all files (bronze)
 * @param bytesRead bytes that its scans read
 * @param recordsRead records that they read
 */
public record Prepared(
    List<StampedTable> publish,
    List<TableResult> tables,
    List<FileResult> files,
    long bytesRead,
    long recordsRead) {

  /** Nothing is to be published. */
  public static final Prepared NOTHING = of(List.of(), List.of());

  /** Tables whose files and reads are told elsewhere. */
  public static Prepared of(List<StampedTable> publish, List<TableResult> tables) {
    return new Prepared(publish, tables, List.of(), 0, 0);
  }

  /** The results, which tell also what others had done to the tables that are published. */
  public List<TableResult> told() {
    return tables.stream()
        .map(
            t ->
                publish.stream()
                    .filter(p -> p.name().toString().equals(t.table()))
                    .findFirst()
                    .map(p -> t.telling(p.foreign()))
                    .orElse(t))
        .toList();
  }

  /** Several parts as one, which has read what they have read. */
  public static Prepared join(List<Prepared> parts) {
    return join(
        parts,
        parts.stream().mapToLong(Prepared::bytesRead).sum(),
        parts.stream().mapToLong(Prepared::recordsRead).sum());
  }

  /** Several sources' or marts' parts as one. */
  public static Prepared join(List<Prepared> parts, long bytesRead, long recordsRead) {
    List<StampedTable> publish = new ArrayList<>();
    List<TableResult> tables = new ArrayList<>();
    List<FileResult> files = new ArrayList<>();
    for (Prepared part : parts) {
      publish.addAll(part.publish());
      tables.addAll(part.tables());
      files.addAll(part.files());
    }
    return new Prepared(publish, tables, files, bytesRead, recordsRead);
  }
}
