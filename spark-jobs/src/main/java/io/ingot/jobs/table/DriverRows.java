package io.ingot.jobs.table;

import io.ingot.core.failure.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Comparators;

/**
 * Rows of a table without partitions, read and written on the driver by Iceberg itself: a Spark job
 * would take longer than a few rows do. What is written is streamed, so that memory holds one row
 * of a data file, however many it has.
 */
public final class DriverRows {
  private static final Comparator<CharSequence> AS_ICEBERG = Comparators.charSequences();

  private DriverRows() {}

  /** Rows of main that fulfil a condition; all of them are kept in memory. */
  public static List<Record> where(Table table, Expression condition) {
    List<Record> found = new ArrayList<>();
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).where(condition).build()) {
      rows.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** That a column has one of some texts, of which Iceberg looks at 200 one by one. */
  public static Expression among(String column, Collection<String> texts) {
    if (texts.isEmpty()) {
      return Expressions.alwaysFalse();
    }
    return Expressions.and(
        Expressions.in(column, texts.toArray()),
        Expressions.greaterThanOrEqual(column, Collections.min(texts, AS_ICEBERG)),
        Expressions.lessThanOrEqual(column, Collections.max(texts, AS_ICEBERG)));
  }

  /**
   * Puts rows in the place of those with the same key, on the attempt's branch and in one commit;
   * data files without such a row stay as they are.
   *
   * @param near a condition that all rows with one of the keys fulfil
   * @param key a row's key
   * @param rows the rows by their keys
   */
  public static void put(
      StampedTable stamped, Expression near, Function<Record, ?> key, Map<?, Record> rows) {
    Table table = stamped.iceberg();
    Set<Object> found = new HashSet<>();
    List<FileScanTask> replaced = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = stamped.scan().filter(near).planFiles()) {
      for (FileScanTask task : tasks) {
        if (find(table, task, key, rows, found)) {
          replaced.add(task);
        }
      }
      if (rows.isEmpty()) {
        stamped.touch(Map.of());
        return;
      }
      DataFile written = write(table, replaced, key, rows, found);
      stamped.commit(
          transaction -> {
            if (replaced.isEmpty()) {
              return transaction.newAppend().appendFile(written);
            }
            OverwriteFiles overwrite = transaction.newOverwrite().addFile(written);
            replaced.forEach(task -> overwrite.deleteFile(task.file()));
            return overwrite;
          },
          Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean find(
      Table table,
      FileScanTask task,
      Function<Record, ?> key,
      Map<?, Record> rows,
      Set<Object> found)
      throws IOException {
    boolean any = false;
    try (CloseableIterable<Record> have = read(table, task)) {
      for (Record row : have) {
        Object its = key.apply(row);
        if (rows.containsKey(its)) {
          found.add(its);
          any = true;
        }
      }
    }
    return any;
  }

  private static DataFile write(
      Table table,
      List<FileScanTask> replaced,
      Function<Record, ?> key,
      Map<?, Record> rows,
      Set<Object> found)
      throws IOException {
    DataWriter<Record> writer =
        Parquet.writeData(
                OutputFileFactory.builderFor(table, 0, 0)
                    .format(FileFormat.PARQUET)
                    .build()
                    .newOutputFile())
            .forTable(table)
            .createWriterFunc(GenericParquetWriter::create)
            .build();
    try (writer) {
      for (FileScanTask task : replaced) {
        try (CloseableIterable<Record> have = read(table, task)) {
          for (Record row : have) {
            Record other = rows.get(key.apply(row));
            writer.write(other == null ? row : other);
          }
        }
      }
      rows.entrySet().stream()
          .filter(row -> !found.contains(row.getKey()))
          .forEach(row -> writer.write(row.getValue()));
    }
    return writer.toDataFile();
  }

  private static CloseableIterable<Record> read(Table table, FileScanTask task) {
    if (task.file().format() != FileFormat.PARQUET) {
      throw new RefusedException(
          "Cannot change table %s: data file %s is in format %s, and Ingot writes Parquet only. Have the file rewritten as Parquet."
              .formatted(table.name(), task.file().location(), task.file().format()));
    }
    GenericDeleteFilter deletes =
        new GenericDeleteFilter(table.io(), task, table.schema(), table.schema());
    CloseableIterable<Record> rows =
        Parquet.read(table.io().newInputFile(task.file().location()))
            .project(deletes.requiredSchema())
            .createReaderFunc(GenericParquetReaders::buildReader)
            .build();
    return deletes.filter(rows);
  }
}
