package io.ingot.jobs.table;

import java.util.Comparator;
import java.util.Set;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;

/** The columns of a table's former state, where its rows cannot be read by those of today. */
final class FormerColumns {
  private FormerColumns() {}

  /**
   * Gives a table the columns of a former state within the transaction that restores its rows, if
   * some of these columns are gone. Others stay as they are: the next batch would only bring them
   * back.
   */
  static void restore(Transaction transaction, Snapshot to) {
    TableOperations operations = ((HasTableOperations) transaction.table()).operations();
    TableMetadata now = operations.current();
    Schema then = to.schemaId() == null ? now.schema() : now.schemasById().get(to.schemaId());
    if (ids(now.schema()).containsAll(ids(then))) {
      return;
    }
    TableMetadata.Builder restored = TableMetadata.buildFrom(now);
    restored.setCurrentSchema(then.schemaId());
    // Its data may be partitioned by what only later columns hold: the newest that it can have.
    now.specs().stream()
        .filter(spec -> spec.fields().stream().allMatch(f -> ids(then).contains(f.sourceId())))
        .max(Comparator.comparing(PartitionSpec::specId))
        .ifPresent(spec -> restored.setDefaultPartitionSpec(spec.specId()));
    operations.commit(now, restored.build());
  }

  private static Set<Integer> ids(Schema schema) {
    return org.apache.iceberg.types.TypeUtil.indexById(schema.asStruct()).keySet();
  }
}
