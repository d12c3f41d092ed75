package io.ingot.jobs.table;

import io.ingot.jobs.run.StageRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** The branch on which an attempt prepares a table. Its first commit makes it. */
final class AttemptBranch {
  private static final String BRANCHES = "ingot_";

  private final StageRun run;
  private final Table table;
  private long origin = StampedTable.NO_BASE;

  AttemptBranch(StageRun run, Table table) {
    this.run = run;
    this.table = table;
  }

  /**
   * Decides where it starts: at main as it is now. Branches that attempts of this or earlier
   * batches have left are dropped, also one of this very attempt.
   */
  void start() {
    origin = head();
    List<String> stale = table.refs().keySet().stream().filter(this::stale).toList();
    if (!stale.isEmpty()) {
      ManageSnapshots drop = table.manageSnapshots();
      stale.forEach(drop::removeBranch);
      drop.commit();
    }
  }

  private long head() {
    return table.currentSnapshot() == null
        ? StampedTable.NO_BASE
        : table.currentSnapshot().snapshotId();
  }

  private boolean stale(String ref) {
    if (!ref.startsWith(BRANCHES) || !table.refs().get(ref).isBranch()) {
      return false;
    }
    String[] parts = ref.substring(BRANCHES.length()).split("_", -1);
    return parts.length == 3 && parts[0].matches("\\d+") && Long.parseLong(parts[0]) <= run.batch();
  }

  /**
   * Makes the attempt's branch if it is not there yet. It starts where main was at {@link #start},
   * not where main is now: what others have done since makes the publish fail.
   */
  private void begin(Supplier<ManageSnapshots> change) {
    String branch = run.attempt().branch();
    if (!table.refs().containsKey(branch)) {
      ManageSnapshots manage = change.get();
      (origin == StampedTable.NO_BASE
              ? manage.createBranch(branch)
              : manage.createBranch(branch, origin))
          .commit();
    }
  }

  /** Commits what a statement on the branch writes. */
  void write(Map<String, String> more, Runnable statement) {
    table.refresh();
    begin(table::manageSnapshots);
    stamped(more, statement);
    table.refresh();
  }

  /** Commits rows that have the table's columns; the branch begins in the same commit. */
  void save(Dataset<Row> rows, SaveMode mode, Map<String, String> more) {
    table.refresh();
    Transaction transaction = table.newTransaction();
    begin(transaction::manageSnapshots);
    try (SparkWrite write = SparkWrite.toBranch(transaction.table(), run.attempt().branch())) {
      stamped(more, () -> write.save(rows, mode));
    }
    transaction.commitTransaction();
    table.refresh();
  }

  /** Has every commit of an action carry this attempt's stamp. */
  void stamped(Map<String, String> more, Runnable action) {
    Map<String, String> properties = properties();
    properties.putAll(more);
    CommitMetadata.withCommitProperties(
        properties,
        () -> {
          action.run();
          return true;
        },
        RuntimeException.class);
  }

  /** What every commit of this attempt says of itself. */
  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(run.stamp().properties());
    properties.put(StampedTable.DEFINITION, run.definition());
    properties.put(TableOwner.PIPELINE, run.attempt().definition().name());
    return properties;
  }

  /** Commits a change that the driver makes itself, with this attempt's stamp. */
  void commit(Function<Transaction, SnapshotUpdate<?>> change, Map<String, String> more) {
    table.refresh();
    Transaction transaction = table.newTransaction();
    begin(transaction::manageSnapshots);
    SnapshotUpdate<?> update = change.apply(transaction);
    update.toBranch(run.attempt().branch());
    properties().forEach(update::set);
    more.forEach(update::set);
    update.commit();
    transaction.commitTransaction();
    table.refresh();
  }

  /** Main as it was at {@link #start}; before that, as it is. */
  TableScan scan() {
    return origin == StampedTable.NO_BASE || origin == head()
        ? table.newScan()
        : table.newScan().useSnapshot(origin);
  }

  /** Whether a data file may have rows with one of some keys, as far as its bounds tell. */
  boolean mayHold(KeyFilter keys) {
    if (table.currentSnapshot() == null || StampedTable.empty(table.currentSnapshot())) {
      return false;
    }
    try (CloseableIterable<FileScanTask> files =
        scan().caseSensitive(false).filter(keys.expression()).planFiles()) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many rows the attempt's commits on its branch have written, as their summaries say. */
  long written() {
    long rows = 0;
    Snapshot snapshot = table.snapshot(run.attempt().branch());
    while (snapshot != null && snapshot.snapshotId() != origin) {
      rows += added(snapshot);
      snapshot = snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
    }
    return rows;
  }

  /** How many rows a commit has written. */
  static long added(Snapshot snapshot) {
    return Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0"));
  }
}
