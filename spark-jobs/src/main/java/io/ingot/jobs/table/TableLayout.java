package io.ingot.jobs.table;

import io.ingot.core.definition.TableName;
import io.ingot.jobs.files.FileColumns;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a table should look like.
 *
 * @param columns its columns; those that are not nullable become NOT NULL
 * @param partition partition transforms
 * @param mode how row-level changes are written: {@code merge-on-read} or {@code copy-on-write}
 */
public record TableLayout(StructType columns, List<String> partition, String mode) {
  public static final String MERGE_ON_READ = "merge-on-read";
  public static final String COPY_ON_WRITE = "copy-on-write";

  public TableLayout {
    partition = List.copyOf(partition);
  }

  /** Creates the table, or adds and widens the columns of one that exists. */
  public StampedTable ensure(StageRun run, TableName name) {
    return ensure(run, name, Evolution.ADDITIVE);
  }

  /**
   * Creates the table, or brings one that exists to this layout. Changes of columns and partitions
   * show at once, before the batch is published.
   *
   * @throws io.ingot.core.failure.RefusedException if what the table holds does not fit
   */
  public StampedTable ensure(StageRun run, TableName name, Evolution evolution) {
    StampedTable table = made(run, name);
    change(run, table, evolution).apply();
    tune(table.iceberg());
    return table;
  }

  /**
   * Creates the table, or begins to replace all rows of one that exists. It gets this layout
   * together with its rows, when it is published.
   */
  public StampedTable replaced(StageRun run, TableName name, Evolution evolution) {
    StampedTable table = made(run, name);
    if (!table.done()) {
      table.replace();
      change(run, table, evolution.replacing()).apply();
    }
    return table;
  }

  private TableChange change(StageRun run, StampedTable table, Evolution evolution) {
    return new TableChange(
        table.name(), table.iceberg(), this, evolution, HowToRebuild.of(run, table.name()));
  }

  /** New files of a table that exists get what {@link #tuning} says, too. */
  private void tune(Table table) {
    if (!table.properties().entrySet().containsAll(tuning().entrySet())) {
      UpdateProperties update = table.updateProperties();
      tuning().forEach(update::set);
      update.commit();
    }
  }

  /** What keeps look-ups at a table cheap, however many batches it has. */
  private Map<String, String> tuning() {
    Map<String, String> properties = new LinkedHashMap<>();
    // A manifest of one file is 8 KB, nearly all of it the same in each, and by default Iceberg
    // merges a hundred of them. A larger one takes no part in merges, so that these stay cheap.
    properties.put("commit.manifest.min-count-to-merge", "5");
    properties.put("commit.manifest.target-size-bytes", "1048576");
    // By default Iceberg keeps the first 16 characters of a text's bounds. Those of an address say
    // little more than the bucket, so that no file could be skipped by them.
    List<String> names = List.of(columns.fieldNames());
    if (names.contains(FileColumns.SOURCE_FILE)) {
      properties.put("write.metadata.metrics.column." + FileColumns.SOURCE_FILE, "full");
    }
    // A look-up of one file's rows reads whole row groups, and by default all files of a batch can
    // be in one. Iceberg's size of a row group includes pages that are not compressed yet, so that
    // these must be small beside it.
    if (names.contains(FileColumns.CORRUPT)) {
      properties.put("write.parquet.row-group-size-bytes", "2097152");
      properties.put("write.parquet.page-row-limit", "5000");
    }
    return properties;
  }

  /** The table as it is; created by this layout if there is none. */
  public StampedTable made(StageRun run, TableName name) {
    if (run.exists(name)) {
      return StampedTable.open(run, name);
    }
    run.spark()
        .sql(
            "CREATE NAMESPACE IF NOT EXISTS "
                + Sql.name(run.catalog())
                + "."
                + Sql.name(name.database()));
    run.spark().sql(create(run.sqlName(name)));
    return StampedTable.open(run, name);
  }

  /** The same as {@link #ensure} for a table that exists; does nothing if there is none. */
  public void change(StageRun run, TableName name, Evolution evolution) {
    if (run.exists(name)) {
      ensure(run, name, evolution);
    }
  }

  /** Finds out whether {@link #ensure} can do its work; changes nothing. */
  public void check(StageRun run, TableName name, Evolution evolution) {
    if (run.exists(name)) {
      change(run, StampedTable.open(run, name), evolution).check();
    }
  }

  private String create(String table) {
    StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ").append(table);
    sql.append(
        List.of(columns.fields()).stream().map(TableLayout::ddl).collect(joining("(", ", ", ")")));
    sql.append(" USING iceberg");
    if (!partition.isEmpty()) {
      sql.append(
          partition.stream()
              .map(TableLayout::transform)
              .collect(joining(" PARTITIONED BY (", ", ", ")")));
    }
    sql.append(
        properties().entrySet().stream()
            .map(e -> Sql.text(e.getKey()) + " = " + Sql.text(e.getValue()))
            .collect(joining(" TBLPROPERTIES (", ", ", ")")));
    return sql.toString();
  }

  /** A transform with its column quoted. */
  private static String transform(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return Sql.name(text);
    }
    int column = Math.max(open, text.indexOf(',')) + 1;
    return text.substring(0, column)
        + Sql.name(text.substring(column, text.length() - 1).strip())
        + ")";
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining(
      String before, String between, String after) {
    return Collectors.joining(between, before, after);
  }

  private static String ddl(StructField column) {
    return Sql.name(column.name())
        + " "
        + column.dataType().sql()
        + (column.nullable() ? "" : " NOT NULL");
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("format-version", "2");
    properties.put("write.parquet.compression-codec", "zstd");
    // Off by default, and files that it did not track are never cleaned later: on from the start.
    properties.put("write.metadata.delete-after-commit.enabled", "true");
    properties.put("write.target-file-size-bytes", "268435456");
    properties.putAll(tuning());
    properties.put("write.merge.mode", mode);
    properties.put("write.update.mode", mode);
    properties.put("write.delete.mode", mode);
    return properties;
  }
}
