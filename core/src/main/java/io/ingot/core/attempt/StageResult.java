package io.ingot.core.attempt;

import io.ingot.readers.FileReport;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a stage of an attempt did, written before it publishes.
 *
 * @param stage the stage
 * @param batch the batch
 * @param fence the attempt's fence
 * @param attempt the attempt
 * @param tables what it changed
 * @param files what became of each file (bronze only)
 * @param bytesRead bytes that the stage's tasks had read when the result was written, also those
 *     that Spark had kept between two jobs; Spark does not hear of what Iceberg reads from S3
 *     itself
 * @param recordsRead records that they had read
 * @param millis how long it took to prepare
 */
public record StageResult(
    Stage stage,
    long batch,
    long fence,
    int attempt,
    List<TableResult> tables,
    List<FileResult> files,
    long bytesRead,
    long recordsRead,
    long millis) {

  /**
   * One table's part. Of the silver table of a source, every row that the batch brought to bronze
   * is counted once: {@code effective + superseded + quarantined + corrupt}.
   *
   * @param table {@code database.table}
   * @param rows rows appended (bronze), changed (silver) or recomputed (gold)
   * @param deleted rows taken away
   * @param quarantined rows that broke a rule (silver)
   * @param corrupt rows that could not be parsed (bronze, silver)
   * @param warned rows that broke a {@code warn} rule (silver and gold)
   * @param effective the batch's rows that are now what is known of their key: its row, or its
   *     deletion (silver)
   * @param superseded the batch's rows that lost to a newer change of their key, or belong to a
   *     file version that does not count (silver)
   * @param rules the rules that rows broke
   * @param foreign what others than Ingot did to rows of this table, or of a silver table that a
   *     mart reads and the batch leaves as it is; each is told by one batch
   * @param unlisted values of the {@code operation} column that no list of the definition has and
   *     that count as upserts, the most frequent ones first (silver)
   */
  public record TableResult(
      String table,
      long rows,
      long deleted,
      long quarantined,
      long corrupt,
      long warned,
      long effective,
      long superseded,
      List<RuleResult> rules,
      List<Foreign> foreign,
      List<Unlisted> unlisted) {
    public TableResult {
      rules = rules == null ? List.of() : List.copyOf(rules);
      foreign = foreign == null ? List.of() : List.copyOf(foreign);
      unlisted = unlisted == null ? List.of() : List.copyOf(unlisted);
    }

    /** A table that the batch leaves as it is. */
    public static TableResult unchanged(String table) {
      return changed(table, 0, 0);
    }

    /**
     * A table whose rows are held against no rule.
     *
     * @param rows rows that the batch wrote
     * @param deleted rows that it took away
     */
    public static TableResult changed(String table, long rows, long deleted) {
      return new TableResult(table, rows, deleted, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());
    }

    /** A bronze table: {@code corrupt} of its rows could not be parsed. */
    public static TableResult loaded(String table, long rows, long corrupt) {
      return new TableResult(table, rows, 0, 0, corrupt, 0, 0, 0, List.of(), List.of(), List.of());
    }

    /** The same, telling also of what others did. */
    public TableResult telling(List<Foreign> others) {
      return new TableResult(
          table,
          rows,
          deleted,
          quarantined,
          corrupt,
          warned,
          effective,
          superseded,
          rules,
          Stream.concat(foreign.stream(), others.stream()).toList(),
          unlisted);
    }
  }

  /**
   * What somebody else than Ingot did to a table's rows.
   *
   * @param table {@code database.table}
   * @param snapshot id of the snapshot
   * @param operation as Iceberg calls it: {@code append}, {@code overwrite}, {@code delete}
   * @param batch the last batch that the table had before
   */
  public record Foreign(String table, long snapshot, String operation, long batch) {}

  /**
   * A value of the {@code operation} column that no list of the definition has.
   *
   * @param value as SQL writes it: {@code 'X'} or {@code NULL}; {@code other values} for those that
   *     are not told one by one
   * @param rows rows that have it
   */
  public record Unlisted(String value, long rows) {}

  /**
   * What a batch's rows did to a rule.
   *
   * @param rule its name
   * @param consequence {@code warn}, {@code quarantine} or {@code fail}
   * @param broken rows that broke it
   * @param exceeded whether these are more than the rule allows
   */
  public record RuleResult(String rule, String consequence, long broken, boolean exceeded) {}

  /**
   * One file version's part.
   *
   * @param file the file version, as text
   * @param rows its rows in bronze
   * @param refused why it is not loaded; empty if it is
   * @param report what was met in it: records that could not be parsed, values that no type held,
   *     names that nobody declared; nothing of a refused file
   * @param warnings what people must be told although it is loaded
   */
  public record FileResult(
      String file, long rows, String refused, FileReport report, List<String> warnings) {
    public FileResult {
      report = report == null ? FileReport.NOTHING : report;
      warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /** A file in which nothing was met, or that is refused. */
    public FileResult(String file, long rows, String refused) {
      this(file, rows, refused, FileReport.NOTHING, List.of());
    }
  }
}
