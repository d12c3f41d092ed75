package io.ingot.jobs.table;

import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.Foreign;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.OutcomeUnknownException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.jobs.run.FencedException;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * An Iceberg table that only Ingot writes. Every snapshot carries a stamp; an attempt's changes
 * stand on a branch of their own until they are published by one fast-forward of main, which fails
 * if anybody else has moved main. Where all rows are replaced, they stand in a transaction of their
 * own instead, together with their columns, and one commit shows both.
 */
public final class StampedTable {
  /** Summary property of silver: main's snapshot before the batch; {@link #NO_BASE} if none. */
  public static final String BASE = "ingot.base";

  /** Summary property of silver: how many rows the batch replaced or took away. */
  public static final String CHANGED = "ingot.changed";

  /** Summary property of silver: SQL condition that all rows fulfil which the batch changed. */
  public static final String WITHIN = "ingot.within";

  /** Summary property of gold: the SHA-256 of the mart that computed it. */
  public static final String MART = "ingot.mart";

  /** Summary property of gold: the snapshots of silver that it was computed from, by source. */
  public static final String READ = "ingot.read";

  /** Summary property of silver: the field ids of its key's columns, in ascending order. */
  public static final String KEY = "ingot.key";

  /** Summary property: SHA-256 of the sources' definitions by which the batch was loaded. */
  public static final String DEFINITION = "ingot.definition";

  public static final long NO_BASE = -1;

  private final StageRun run;
  private final TableName name;
  private final Table table;
  private final AttemptBranch branch;
  private List<Foreign> foreign = List.of();
  private Optional<Replacement> replacement = Optional.empty();

  private StampedTable(StageRun run, TableName name, Table table) {
    this.run = run;
    this.name = name;
    this.table = table;
    this.branch = new AttemptBranch(run, table);
  }

  /**
   * Opens a table that exists, as it is now.
   *
   * @throws FencedException if an attempt with a greater fence has written it
   * @throws RefusedException if it has rows but no stamp
   */
  public static StampedTable open(StageRun run, TableName name) {
    StampedTable table = new StampedTable(run, name, load(run, name));
    table.table.refresh();
    table.check();
    return table;
  }

  private static Table load(StageRun run, TableName name) {
    try {
      return Spark3Util.loadIcebergTable(run.spark(), run.sqlName(name));
    } catch (NoSuchTableException | ParseException e) {
      throw new RefusedException(
          "Cannot open table "
              + name
              + ": "
              + e.getMessage()
              + ". Run the batch's stages in order.",
          e);
    }
  }

  public TableName name() {
    return name;
  }

  /** The table as the attempt sees it: with the columns that it will have, if it is replaced. */
  public Table iceberg() {
    return replacement.map(Replacement::table).orElse(table);
  }

  /** What the attempt that published it said of it; zeros if its result is no longer there. */
  public TableResult published() {
    return published(StageResult::tables).stream()
        .filter(t -> t.table().equals(name.toString()))
        .findFirst()
        .orElse(TableResult.unchanged(name.toString()));
  }

  /** What the attempt that published it said of the files. */
  public List<FileResult> publishedFiles() {
    return published(StageResult::files);
  }

  private <T> List<T> published(Function<StageResult, List<T>> part) {
    return stamp()
        .filter(s -> s.batch() == run.batch())
        .flatMap(s -> run.files().find(run.attempt().work() + "/" + s.result(), StageResult.class))
        .map(part)
        .orElse(List.of());
  }

  /** Whether main has this batch, or a later one. */
  public boolean done() {
    return stamp().map(s -> s.batch() >= run.batch()).orElse(false);
  }

  /** Whether main has this batch, loaded by other definitions than this attempt has. */
  public boolean redefined() {
    return done() && !run.definition().equals(summary().get(DEFINITION));
  }

  /** The newest stamp on main. */
  public Optional<Stamp> stamp() {
    return Stamp.in(summary());
  }

  /** Summary of the newest stamped snapshot on main; empty if there is none. */
  public Map<String, String> summary() {
    Snapshot current = table.currentSnapshot();
    if (current == null) {
      return Map.of();
    }
    // Maintenance may leave snapshots without a stamp above the newest stamped one.
    for (Snapshot snapshot : SnapshotUtil.ancestorsOf(current.snapshotId(), table::snapshot)) {
      if (isStamped(snapshot)) {
        return snapshot.summary();
      }
    }
    return Map.of();
  }

  /** Whether somebody else has changed the table's rows since its newest stamp. */
  public boolean changedByOthers() {
    return !ForeignChanges.of(table).isEmpty();
  }

  /** Main's snapshot, {@link #NO_BASE} before the first. */
  public long head() {
    return table.currentSnapshot() == null ? NO_BASE : table.currentSnapshot().snapshotId();
  }

  /**
   * Decides where the attempt's branch starts: at main as it is now. Its first commit makes it.
   * Branches that attempts of this or earlier batches have left are dropped, also one of this very
   * attempt.
   */
  public void fork() {
    fork(Set.of());
  }

  /**
   * The same.
   *
   * @param seen snapshots up to which an earlier batch has told what others did
   */
  public void fork(Set<Long> seen) {
    foreign = foreign(seen);
    branch.start();
  }

  /** What others had done to its rows when the branch was started, and no batch has told. */
  public List<Foreign> foreign() {
    return foreign;
  }

  /** What others have done to its rows since its newest stamp and since some snapshots. */
  public List<Foreign> foreign(Set<Long> seen) {
    return ForeignChanges.told(name, table, ForeignChanges.unseen(table, seen));
  }

  /** Begins to replace all rows, and the columns with them. */
  void replace() {
    table.refresh();
    replacement = Optional.of(new Replacement(run.spark(), table));
  }

  /** The rows that the attempt has prepared, before they are published. */
  public Dataset<Row> prepared() {
    return replacement.map(Replacement::rows).orElseGet(() -> run.spark().table(branch()));
  }

  /** The attempt's branch as a relation of its own, quoted. */
  public String branch() {
    return run.sqlName(name) + "." + Sql.name("branch_" + run.attempt().branch());
  }

  /** Main as a relation, quoted. */
  public String main() {
    return run.sqlName(name);
  }

  /** Commits what a statement on {@link #branch} writes, with this attempt's stamp. */
  public void write(Map<String, String> more, Runnable statement) {
    branch.write(more, statement);
  }

  /**
   * Appends rows by name; columns of the table that they lack become NULL.
   *
   * @return how many they are
   */
  public long append(Dataset<Row> rows, Map<String, String> more) {
    branch.save(WrittenColumns.fitted(table, rows), SaveMode.Append, more);
    return AttemptBranch.added(table.snapshot(run.attempt().branch()));
  }

  /** Replaces all rows, in one commit. */
  public void overwrite(Dataset<Row> rows, Map<String, String> more) {
    Dataset<Row> fitted = WrittenColumns.fitted(iceberg(), rows);
    if (replacement.isPresent()) {
      branch.stamped(more, () -> replacement.get().write(fitted));
    } else {
      branch.save(fitted, SaveMode.Overwrite, more);
    }
  }

  /** The table's columns, for a MERGE: {@code name = s.name} of those that the source has. */
  public String updates(List<String> columns) {
    return WrittenColumns.updates(columns);
  }

  /** The INSERT of a MERGE: columns of the table that the source lacks become NULL. */
  public String insert(List<String> columns) {
    return WrittenColumns.insert(table, columns);
  }

  /** Commits an append of no rows, for a batch that leaves the table as it is. */
  public void touch(Map<String, String> more) {
    commit(Transaction::newAppend, more);
  }

  /** Commits a change that the driver makes itself, with this attempt's stamp. */
  void commit(Function<Transaction, SnapshotUpdate<?>> change, Map<String, String> more) {
    branch.commit(change, more);
  }

  /** Main as it was at {@link #fork}; before that, as it is. */
  TableScan scan() {
    return branch.scan();
  }

  /** Whether a data file may have rows with one of some keys, as far as its bounds tell. */
  public boolean mayHold(KeyFilter keys) {
    return branch.mayHold(keys);
  }

  /** How many rows the attempt's commits on its branch have written, as their summaries say. */
  public long written() {
    return branch.written();
  }

  /**
   * Makes the attempt's branch main, in one commit. Does nothing if main has the batch.
   *
   * @throws OutcomeUnknownException if main has moved on without the batch
   */
  public void publish() {
    new Publication(run, this, table).publish(replacement);
  }

  /**
   * Takes main back to what it was after a batch, and stamps it with that batch and this attempt's
   * fence, in one commit; also where nothing is to be taken back. Repeating it changes nothing.
   *
   * @param toBatch the batch; 0 is before the first
   * @throws RefusedException if that state has expired
   * @throws TransientException if other commits keep coming in between
   */
  public void restore(long toBatch) {
    new Publication(run, this, table).restore(toBatch);
  }

  static boolean isStamped(Snapshot snapshot) {
    return snapshot.summary().containsKey(Stamp.BATCH);
  }

  /**
   * Makes sure that this attempt may write it.
   *
   * @throws FencedException if an attempt with a greater fence has written it
   * @throws RefusedException if it has rows but no stamp, or belongs to another pipeline
   */
  void check() {
    Optional<Stamp> stamp = stamp();
    if (stamp.isEmpty() && hasRows()) {
      throw new RefusedException(
          "Cannot write table "
              + name
              + ": it has data that Ingot did not write (no stamp in its history). Choose another"
              + " table name or move the table away.");
    }
    String pipeline = run.attempt().definition().name();
    String owner = TableOwner.of(table).orElse(pipeline);
    if (!owner.equals(pipeline)) {
      throw new RefusedException(
          "Cannot write table "
              + name
              + ": it belongs to pipeline "
              + owner
              + ", this is "
              + pipeline
              + ". If the pipeline was renamed, give it its former name or, in a lake on a laptop, run ./ingot adopt "
              + pipeline
              + " --from "
              + owner
              + "; else choose another database or other table names.");
    }
    stamp
        .filter(s -> s.fence() > run.attempt().fence())
        .ifPresent(
            s -> {
              throw new FencedException(
                  "Cannot write table "
                      + name
                      + ": a newer attempt owns it (fence "
                      + s.fence()
                      + ", this attempt has "
                      + run.attempt().fence()
                      + "). Let the newer attempt finish.");
            });
  }

  /** Whether merges and deletions write no other rows than those that they change. */
  public boolean mergesOnRead() {
    return Stream.of("write.merge.mode", "write.delete.mode")
        .allMatch(mode -> TableLayout.MERGE_ON_READ.equals(table.properties().get(mode)));
  }

  /** How many rows the attempt has put in place of all others. */
  public long rows() {
    return Long.parseLong(
        iceberg().currentSnapshot().summary().get(SnapshotSummary.TOTAL_RECORDS_PROP));
  }

  /** Whether main has rows. */
  public boolean hasRows() {
    return table.currentSnapshot() != null && !empty(table.currentSnapshot());
  }

  /** Whether a snapshot has no row in any file. */
  static boolean empty(Snapshot snapshot) {
    return "0".equals(snapshot.summary().get(SnapshotSummary.TOTAL_RECORDS_PROP));
  }
}
