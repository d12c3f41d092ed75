package io.ingot.jobs.table;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.plan.Sha256;
import java.nio.charset.StandardCharsets;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** By which definition a mart's table was computed. */
public enum MartState {
  /** By another than today's; the next batch that touches it, or a rebuild, computes it in full. */
  changed,
  /** By none: the table has no rows that a batch computed. */
  absent,
  /** By today's. */
  computed;

  /**
   * The state of a mart.
   *
   * @param table its table as it is
   */
  public static MartState of(MartDefinition mart, Table table) {
    if (table.currentSnapshot() == null) {
      return absent;
    }
    for (Snapshot snapshot :
        SnapshotUtil.ancestorsOf(table.currentSnapshot().snapshotId(), table::snapshot)) {
      String by = snapshot.summary().get(StampedTable.MART);
      if (by != null) {
        return by.equals(hash(mart)) ? computed : changed;
      }
    }
    return absent;
  }

  /** A mart that is not the one before is computed in full, so that new rules meet all rows. */
  public static String hash(MartDefinition mart) {
    String rules = mart.expect().equals(Expectations.NONE) ? "" : "\n" + mart.expect();
    String text = mart.sql() + "\n" + String.join(",", mart.key()) + rules;
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
