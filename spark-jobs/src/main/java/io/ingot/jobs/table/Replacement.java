package io.ingot.jobs.table;

import io.ingot.core.failure.OutcomeUnknownException;
import io.ingot.core.failure.TransientException;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * New rows and columns of a table, which nobody sees before one commit publishes both. Spark writes
 * into the transaction through Iceberg's cache of tables, by which its own procedures write; if the
 * attempt ends before, its data files belong to no snapshot.
 */
final class Replacement {
  private final SparkSession spark;
  private final Table base;
  private final Transaction transaction;
  private final String key = UUID.randomUUID().toString();

  Replacement(SparkSession spark, Table base) {
    this.spark = spark;
    this.base = base;
    this.transaction = base.newTransaction();
  }

  /** The table as it will be. */
  Table table() {
    return transaction.table();
  }

  /** Replaces all rows. */
  void write(Dataset<Row> rows) {
    try (SparkWrite write = SparkWrite.toMain(table())) {
      write.save(rows, SaveMode.Overwrite);
    }
  }

  /** The rows as they will be. A transaction's own table cannot be read. */
  Dataset<Row> rows() {
    TableMetadata next = ((BaseTransaction) transaction).currentMetadata();
    SparkTableCache.get()
        .add(key, new BaseTable(new StaticTableOperations(next, base.io()), base.name()));
    return spark.read().format("iceberg").load(key);
  }

  /**
   * Publishes rows and columns.
   *
   * @throws TransientException if the table has changed since this was made
   */
  void publish() {
    try {
      commit(base, transaction);
      SparkTableCache.get().remove(key);
    } catch (CommitFailedException e) {
      throw new TransientException(
          "Cannot replace the rows of table "
              + base.name()
              + ": it was changed meanwhile ("
              + e.getMessage()
              + "). Run the attempt again.",
          e);
    } catch (CommitStateUnknownException e) {
      throw new OutcomeUnknownException(
          "Cannot tell whether the rows of table "
              + base.name()
              + " were replaced ("
              + e.getMessage()
              + "). Look at the table's stamps, then redrive the batch.",
          e);
    }
  }

  /**
   * Commits a transaction if its table is as it was when the transaction began. Iceberg's own
   * commit would do the transaction's steps again upon whatever there is then.
   *
   * @throws CommitFailedException if the table has changed
   */
  static void commit(Table table, Transaction transaction) {
    TableOperations operations = ((HasTableOperations) table).operations();
    BaseTransaction steps = (BaseTransaction) transaction;
    operations.commit(steps.startMetadata(), steps.currentMetadata());
    table.refresh();
  }
}
