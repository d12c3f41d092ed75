package io.ingot.jobs.table;

import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.OutcomeUnknownException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.jobs.run.FencedException;
import io.ingot.jobs.run.StageRun;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.util.SnapshotUtil;

/** Makes what an attempt has prepared the table's main, or takes main back. */
final class Publication {
  private static final String PROPERTIES = "ingot.";
  private static final int ATTEMPTS = 10;

  private final StageRun run;
  private final StampedTable stamped;
  private final TableName name;
  private final Table table;

  /**
   * @param table the table itself, not one that replaces it
   */
  Publication(StageRun run, StampedTable stamped, Table table) {
    this.run = run;
    this.stamped = stamped;
    this.name = stamped.name();
    this.table = table;
  }

  /**
   * Makes the attempt's branch main, in one commit. Does nothing if main has the batch.
   *
   * @throws OutcomeUnknownException if main has moved on without the batch
   */
  void publish(Optional<Replacement> replacement) {
    CommitFailedException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      table.refresh();
      stamped.check();
      if (stamped.done()) {
        return;
      }
      if (stamped.stamp().isEmpty()) {
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
        if (stamped.done()) {
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
            + ATTEMPTS
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
        .forEach(name -> StampedTable.open(run, name));
  }

  /**
   * Takes main back to what it was after a batch, and stamps it with that batch and this attempt's
   * fence, in one commit; also where nothing is to be taken back. Repeating it changes nothing.
   *
   * @param toBatch the batch; 0 is before the first
   * @throws RefusedException if that state has expired
   * @throws TransientException if other commits keep coming in between
   */
  void restore(long toBatch) {
    CommitFailedException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      table.refresh();
      stamped.check();
      if (stamped.stamp().filter(s -> s.batch() <= toBatch && mine(s)).isPresent()) {
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
            + ATTEMPTS
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
        .filter(StampedTable::isStamped)
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
        .filter(s -> s.snapshotId() != stamped.head())
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
        if (StampedTable.isStamped(snapshot)
            && Stamp.in(snapshot.summary()).filter(s -> s.batch() <= toBatch).isPresent()) {
          return Optional.of(snapshot);
        }
        oldest = snapshot;
      }
    }
    if (oldest != null && !StampedTable.empty(oldest)) {
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
}
