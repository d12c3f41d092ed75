package io.ingot.jobs.table;

import io.ingot.core.attempt.StageResult.Foreign;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** What somebody else than Ingot did to a table's rows. A compaction changes none. */
public final class ForeignChanges {
  private ForeignChanges() {}

  /** Such snapshots on main above the newest stamped one, the newest first. */
  public static List<Snapshot> of(Table table) {
    return unseen(table, Set.of());
  }

  /** Those of them that are above all of some snapshots. */
  static List<Snapshot> unseen(Table table, Set<Long> seen) {
    return until(table, s -> isStamped(s) || seen.contains(s.snapshotId()));
  }

  /** Such snapshots on main above another one, the newest first. */
  public static List<Snapshot> since(Table table, long seen) {
    return until(table, s -> s.snapshotId() == seen);
  }

  /** What is told of such snapshots. */
  static List<Foreign> told(TableName name, Table table, List<Snapshot> snapshots) {
    return snapshots.stream()
        .map(
            s -> new Foreign(name.toString(), s.snapshotId(), s.operation(), batchBefore(table, s)))
        .toList();
  }

  private static long batchBefore(Table table, Snapshot snapshot) {
    for (Snapshot s : SnapshotUtil.ancestorsOf(snapshot.snapshotId(), table::snapshot)) {
      Optional<Stamp> stamp = Stamp.in(s.summary());
      if (stamp.isPresent()) {
        return stamp.orElseThrow().batch();
      }
    }
    return 0;
  }

  private static List<Snapshot> until(Table table, Predicate<Snapshot> known) {
    List<Snapshot> found = new ArrayList<>();
    if (table.currentSnapshot() == null) {
      return found;
    }
    for (Snapshot snapshot :
        SnapshotUtil.ancestorsOf(table.currentSnapshot().snapshotId(), table::snapshot)) {
      if (known.test(snapshot)) {
        break;
      }
      if (!isStamped(snapshot) && !DataOperations.REPLACE.equals(snapshot.operation())) {
        found.add(snapshot);
      }
    }
    return found;
  }

  private static boolean isStamped(Snapshot snapshot) {
    return snapshot.summary().containsKey(Stamp.BATCH);
  }
}
