package io.ingot.jobs.table;

import io.ingot.core.attempt.Stamp;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Which pipeline a table belongs to: the one that it was given to, else the one that wrote its
 * newest stamp. A table property, and not a stamp of its own, says to whom a table was given, so
 * that a rollback does not take it back.
 */
public final class TableOwner {
  /** Summary property of every stamped snapshot, and property of a table that was given. */
  public static final String PIPELINE = "ingot.pipeline";

  private TableOwner() {}

  /** The owner's name; empty if the table has neither been given nor stamped. */
  public static Optional<String> of(Table table) {
    return Optional.ofNullable(table.properties().get(PIPELINE)).or(() -> writer(table));
  }

  private static Optional<String> writer(Table table) {
    if (table.currentSnapshot() != null) {
      for (Snapshot snapshot :
          SnapshotUtil.ancestorsOf(table.currentSnapshot().snapshotId(), table::snapshot)) {
        if (snapshot.summary().containsKey(Stamp.BATCH)) {
          return Optional.ofNullable(snapshot.summary().get(PIPELINE));
        }
      }
    }
    return Optional.empty();
  }

  /** Gives a table to a pipeline, whoever owned it. Repeating it changes nothing. */
  public static void give(Table table, String pipeline) {
    table.updateProperties().set(PIPELINE, pipeline).commit();
  }
}
