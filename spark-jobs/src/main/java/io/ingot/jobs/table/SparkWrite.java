package io.ingot.jobs.table;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.UUID;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * Lets Spark write to the table object of a transaction, which no catalog knows. It finds the
 * object by a key of its own until this is closed.
 */
final class SparkWrite implements AutoCloseable {
  private final String key = UUID.randomUUID().toString();

  private SparkWrite(Table table) {
    SparkTableCache.get().add(key, table);
  }

  /** To main. */
  static SparkWrite toMain(Table table) {
    return new SparkWrite(table);
  }

  /**
   * To a branch: Spark can write to one by its name in a catalog only, so that every change that it
   * begins is sent there.
   */
  static SparkWrite toBranch(Table table, String branch) {
    return new SparkWrite(
        (Table)
            Proxy.newProxyInstance(
                SparkWrite.class.getClassLoader(),
                new Class<?>[] {Table.class, HasTableOperations.class},
                (proxy, method, arguments) -> {
                  try {
                    Object answer = method.invoke(table, arguments);
                    return answer instanceof SnapshotUpdate<?> update
                        ? update.toBranch(branch)
                        : answer;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }));
  }

  /** Writes rows by name. */
  void save(Dataset<Row> rows, SaveMode mode) {
    rows.write().format("iceberg").mode(mode).save(key);
  }

  @Override
  public void close() {
    SparkTableCache.get().remove(key);
  }
}
