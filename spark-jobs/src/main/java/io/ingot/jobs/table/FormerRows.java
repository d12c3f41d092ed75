package io.ingot.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.ingot.jobs.run.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.ScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.SparkExpressionConverter;

/**
 * Rows that a table had in one state and has no more in a later one: those that were changed or
 * taken away in between. Iceberg's own record of it is read, the files and the deletes that the two
 * states differ in, so that whatever changed the table is told, and nothing else.
 */
public final class FormerRows implements AutoCloseable {
  /** Columns of our own: Spark takes a join apart whose condition has columns of metadata. */
  private static final String FILE = "_former_file";

  private static final String PLACE = "_former_pos";

  private final SparkSession spark;
  private final String name;
  private final Table table;
  private final List<String> sets = new ArrayList<>();

  /**
   * @param name the table as a relation, quoted
   */
  public FormerRows(SparkSession spark, String name, Table table) {
    this.spark = spark;
    this.name = name;
    this.table = table;
  }

  /**
   * The rows, under the names and types that the table's columns have now.
   *
   * @param before snapshot id of the earlier state
   * @param after snapshot id of the later one
   * @param within SQL condition that all of them fulfil, so that other files are not looked at
   */
  public Dataset<Row> between(long before, long after, String within) {
    Expression filter = expression(within);
    Map<String, FileScanTask> now = tasks(after, filter);
    List<FileScanTask> then = new ArrayList<>();
    List<FileScanTask> left = new ArrayList<>();
    for (FileScanTask task : tasks(before, filter).values()) {
      FileScanTask later = now.get(task.file().location());
      if (later == null) {
        then.add(task);
      } else if (!deletes(task).equals(deletes(later))) {
        then.add(task);
        left.add(later);
      }
    }
    Dataset<Row> rows = read(then);
    return left.isEmpty()
        ? rows
        : placed(rows)
            .as("b")
            .join(
                placed(read(left)).select(FILE, PLACE).as("a"),
                expr(Sql.same("b", "a", List.of(FILE, PLACE), "=")),
                "left_anti")
            .drop(FILE, PLACE);
  }

  private static Dataset<Row> placed(Dataset<Row> rows) {
    return rows.withColumn(FILE, col(MetadataColumns.FILE_PATH.name()))
        .withColumn(PLACE, col(MetadataColumns.ROW_POSITION.name()));
  }

  private static Set<String> deletes(FileScanTask task) {
    return task.deletes().stream().map(d -> d.location()).collect(Collectors.toSet());
  }

  private Expression expression(String condition) {
    try {
      return SparkExpressionConverter.convertToIcebergExpression(
          SparkExpressionConverter.collectResolvedSparkExpression(spark, name, condition));
    } catch (AnalysisException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, FileScanTask> tasks(long snapshot, Expression filter) {
    Map<String, FileScanTask> tasks = new HashMap<>();
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(snapshot).filter(filter).ignoreResiduals().planFiles()) {
      files.forEach(task -> tasks.put(task.file().location(), task));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tasks;
  }

  /** Rows of files, with what was deleted of them by the tasks' state. */
  private Dataset<Row> read(List<? extends ScanTask> tasks) {
    if (tasks.isEmpty()) {
      return spark.table(name).where("false");
    }
    String set = UUID.randomUUID().toString();
    ScanTaskSetManager.get().stageTasks(table, set, tasks);
    sets.add(set);
    return spark.read().option(SparkReadOptions.SCAN_TASK_SET_ID, set).table(name);
  }

  /** Forgets the files; rows that were not read yet cannot be read any more. */
  @Override
  public void close() {
    sets.forEach(set -> ScanTaskSetManager.get().removeTasks(table, set));
    sets.clear();
  }
}
