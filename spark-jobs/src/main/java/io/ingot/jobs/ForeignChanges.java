package io.ingot.jobs;

import io.ingot.core.attempt.Stamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** What somebody else than Ingot did to a table's rows. A compaction changes none. */
public final class ForeignChanges {
  private ForeignChanges() {}

  /** Such snapshots on main above the newest stamped one, the newest first. */
  public static List<Snapshot> of(Table table) {
    return since(table, -1);
  }

  /**
   * Such snapshots on main, the newest first.
   *
   * @param seen the snapshot at which to stop; the newest stamped one if it is negative
   */
  static List<Snapshot> since(Table table, long seen) {
    List<Snapshot> found = new ArrayList<>();
    if (table.currentSnapshot() == null) {
      return found;
    }
    for (Snapshot snapshot :
        SnapshotUtil.ancestorsOf(table.currentSnapshot().snapshotId(), table::snapshot)) {
      boolean isStamped = snapshot.summary().containsKey(Stamp.BATCH);
      if (snapshot.snapshotId() == seen || (seen < 0 && isStamped)) {
        break;
      }
      if (!isStamped && !DataOperations.REPLACE.equals(snapshot.operation())) {
        found.add(snapshot);
      }
    }
    return found;
  }
}
