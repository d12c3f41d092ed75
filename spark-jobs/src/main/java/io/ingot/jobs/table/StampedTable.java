package io.ingot.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.Foreign;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.OutcomeUnknownException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.jobs.run.FencedException;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;

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

  private static final String PROPERTIES = "ingot.";
  private static final String BRANCHES = "ingot_";
  private static final int PUBLISH_ATTEMPTS = 10;

  private final StageRun run;
  private final TableName name;
  private final Table table;
  private List<Foreign> foreign = List.of();
  private Optional<Replacement> replacement = Optional.empty();

  private StampedTable(StageRun run, TableName name, Table table) {
    this.run = run;
    this.name = name;
    this.table = table;
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
      if (stamped(snapshot)) {
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
   * Starts the attempt's branch at main. Branches that attempts of this or earlier batches have
   * left are dropped, also one of this very attempt.
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
    List<String> stale = table.refs().keySet().stream().filter(this::stale).toList();
    if (!stale.isEmpty()) {
      ManageSnapshots drop = table.manageSnapshots();
      stale.forEach(drop::removeBranch);
      drop.commit();
    }
    table.manageSnapshots().createBranch(run.attempt().branch()).commit();
    table.refresh();
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

  private boolean stale(String ref) {
    if (!ref.startsWith(BRANCHES) || !table.refs().get(ref).isBranch()) {
      return false;
    }
    String[] parts = ref.substring(BRANCHES.length()).split("_", -1);
    return parts.length == 3 && parts[0].matches("\\d+") && Long.parseLong(parts[0]) <= run.batch();
  }

  /** The attempt's branch as a relation of its own, quoted. */
  public String branch() {
    return run.sqlName(name) + "." + Sql.name("branch_" + run.attempt().branch());
  }

  /** Main as a relation, quoted. */
  public String main() {
    return run.sqlName(name);
  }

  /** Commits what the action writes with this attempt's stamp. */
  public void write(Map<String, String> more, Runnable action) {
    Map<String, String> properties = properties();
    properties.putAll(more);
    CommitMetadata.withCommitProperties(
        properties,
        () -> {
          action.run();
          return true;
        },
        RuntimeException.class);
    table.refresh();
  }

  /** What every commit of this attempt says of itself. */
  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(run.stamp().properties());
    properties.put(DEFINITION, run.definition());
    properties.put(TableOwner.PIPELINE, run.attempt().definition().name());
    return properties;
  }

  /** Appends rows by name; columns of the table that they lack become NULL. */
  public void append(Dataset<Row> rows, Map<String, String> more) {
    write(more, () -> save(writer -> writer.append(), rows));
  }

  /** Replaces all rows, in one commit. */
  public void overwrite(Dataset<Row> rows, Map<String, String> more) {
    if (replacement.isPresent()) {
      write(more, () -> replacement.get().write(fitted(rows)));
    } else {
      write(more, () -> save(writer -> writer.overwrite(lit(true)), rows));
    }
  }

  private void save(Save action, Dataset<Row> rows) {
    table.refresh();
    try {
      action.with(fitted(rows).writeTo(branch()));
    } catch (NoSuchTableException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows with the table's columns. Those that have them already are planned as they are. */
  private Dataset<Row> fitted(Dataset<Row> rows) {
    StructType columns = SparkSchemaUtil.convert(iceberg().schema());
    if (rows.schema().equals(columns)) {
      return rows;
    }
    Set<String> have =
        Stream.of(rows.columns()).map(c -> c.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return rows.select(
        Stream.of(columns.fields())
            .map(
                f ->
                    have.contains(f.name().toLowerCase(Locale.ROOT))
                        ? col(Sql.name(f.name())).as(f.name())
                        : lit(null).cast(f.dataType()).as(f.name()))
            .toArray(Column[]::new));
  }

  /** What is done with rows. */
  @FunctionalInterface
  private interface Save {
    void with(DataFrameWriterV2<Row> writer) throws NoSuchTableException;
  }

  /** The table's columns, for a MERGE: {@code name = s.name} of those that the source has. */
  public String updates(List<String> columns) {
    return columns.stream()
        .map(c -> Sql.name("t", c) + " = " + Sql.name("s", c))
        .collect(Collectors.joining(", "));
  }

  /** The INSERT of a MERGE: columns of the table that the source lacks become NULL. */
  public String insert(List<String> columns) {
    List<String> names = table.schema().columns().stream().map(c -> c.name()).toList();
    return "("
        + Sql.names(names)
        + ") VALUES ("
        + names.stream()
            .map(n -> columns.stream().anyMatch(n::equalsIgnoreCase) ? Sql.name("s", n) : "NULL")
            .collect(Collectors.joining(", "))
        + ")";
  }

  /** Commits an append of no rows, for a batch that leaves the table as it is. */
  public void touch(Map<String, String> more) {
    var append = table.newAppend().toBranch(run.attempt().branch());
    properties().forEach(append::set);
    more.forEach(append::set);
    append.commit();
  }

  /**
   * Makes the attempt's branch main, in one commit. Does nothing if main has the batch.
   *
   * @throws OutcomeUnknownException if main has moved on without the batch
   */
  public void publish() {
    CommitFailedException last = null;
    for (int i = 0; i < PUBLISH_ATTEMPTS; i++) {
      table.refresh();
      check();
      if (done()) {
        return;
      }
      if (stamp().isEmpty()) {
        checkFence();
      }
      if (replacement.isPresent()) {
        replacement.get().publish();
        return;
      }
      try {
        table
            .manageSnapshots()
            .fastForwardBranch(SnapshotRef.MAIN_BRANCH, run.attempt().branch())
            .removeBranch(run.attempt().branch())
            .commit();
        return;
      } catch (CommitFailedException e) {
        last = e;
      } catch (CommitStateUnknownException | IllegalArgumentException e) {
        // Iceberg says "not an ancestor" with an IllegalArgumentException.
        table.refresh();
        if (done()) {
          return;
        }
        throw new OutcomeUnknownException(
            "Cannot publish batch "
                + run.batch()
                + " in table "
                + name
                + ": its history went another way ("
                + e.getMessage()
                + "). Look at the table's stamps, then redrive the batch.",
            e);
      }
    }
    throw new TransientException(
        "Cannot publish batch "
            + run.batch()
            + " in table "
            + name
            + ": other commits came in between ("
            + PUBLISH_ATTEMPTS
            + " times). Run the attempt again.",
        last);
  }

  /**
   * Looks whether a newer lease has the pipeline. A table that was made by this attempt has no
   * fence of its own yet; the files tables have, because a withdrawal stamps them first.
   *
   * @throws FencedException if it has
   */
  private void checkFence() {
    run.attempt().definition().sources().stream()
        .map(SourceDefinition::filesTable)
        .filter(run::exists)
        .forEach(name -> open(run, name));
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
    CommitFailedException last = null;
    for (int i = 0; i < PUBLISH_ATTEMPTS; i++) {
      table.refresh();
      check();
      if (stamp().filter(s -> s.batch() <= toBatch && mine(s)).isPresent()) {
        return;
      }
      try {
        commit(toBatch);
        return;
      } catch (CommitFailedException e) {
        last = e;
      }
    }
    throw new TransientException(
        "Cannot take table "
            + name
            + " back to batch "
            + toBatch
            + ": other commits came in between ("
            + PUBLISH_ATTEMPTS
            + " times). Run the attempt again.",
        last);
  }

  private boolean mine(Stamp stamp) {
    return stamp.fence() == run.attempt().fence();
  }

  private void commit(long toBatch) {
    Optional<Snapshot> target = target(toBatch);
    Map<String, String> stamp = new HashMap<>(new Stamp(0, run.attempt().fence(), "").properties());
    target
        .filter(StampedTable::stamped)
        .ifPresent(
            s ->
                s.summary()
                    .forEach(
                        (key, value) -> {
                          if (key.startsWith(PROPERTIES) && !key.equals(Stamp.FENCE)) {
                            stamp.put(key, value);
                          }
                        }));
    Transaction transaction = table.newTransaction();
    target
        .filter(s -> s.snapshotId() != head())
        .ifPresent(s -> transaction.manageSnapshots().rollbackTo(s.snapshotId()).commit());
    target.ifPresent(s -> FormerColumns.restore(transaction, s));
    AppendFiles append = transaction.newAppend();
    stamp.forEach(append::set);
    append.commit();
    Replacement.commit(table, transaction);
  }

  /** The newest state of main of this or an earlier batch; empty if there is no snapshot at all. */
  private Optional<Snapshot> target(long toBatch) {
    Snapshot oldest = null;
    if (table.currentSnapshot() != null) {
      for (Snapshot snapshot :
          SnapshotUtil.ancestorsOf(table.currentSnapshot().snapshotId(), table::snapshot)) {
        if (stamped(snapshot)
            && Stamp.in(snapshot.summary()).filter(s -> s.batch() <= toBatch).isPresent()) {
          return Optional.of(snapshot);
        }
        oldest = snapshot;
      }
    }
    if (oldest != null && !empty(oldest)) {
      throw new RefusedException(
          "Cannot take table "
              + name
              + " back to batch "
              + toBatch
              + ": that state has expired (its oldest snapshot is "
              + oldest.snapshotId()
              + "). Choose a later batch.");
    }
    return Optional.ofNullable(oldest);
  }

  private static boolean stamped(Snapshot snapshot) {
    return snapshot.summary().containsKey(Stamp.BATCH);
  }

  private void check() {
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
