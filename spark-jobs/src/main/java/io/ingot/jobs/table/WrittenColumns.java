package io.ingot.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.jobs.run.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A table's columns, for what is written to it. */
final class WrittenColumns {
  private WrittenColumns() {}

  /** Rows with the table's columns. Those that have them already are planned as they are. */
  static Dataset<Row> fitted(Table table, Dataset<Row> rows) {
    StructType columns = SparkSchemaUtil.convert(table.schema());
    if (rows.schema().equals(columns)) {
      return rows;
    }
    Set<String> have =
        Stream.of(rows.columns()).map(c -> c.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return rows.select(
        Stream.of(columns.fields())
            .map(
                f ->
                    have.contains(f.name().toLowerCase(Locale.ROOT))
                        ? col(Sql.name(f.name())).as(f.name())
                        : lit(null).cast(f.dataType()).as(f.name()))
            .toArray(Column[]::new));
  }

  /** The table's columns, for a MERGE: {@code name = s.name} of those that the source has. */
  static String updates(List<String> columns) {
    return columns.stream()
        .map(c -> Sql.name("t", c) + " = " + Sql.name("s", c))
        .collect(Collectors.joining(", "));
  }

  /** The INSERT of a MERGE: columns of the table that the source lacks become NULL. */
  static String insert(Table table, List<String> columns) {
    List<String> names = table.schema().columns().stream().map(c -> c.name()).toList();
    return "("
        + Sql.names(names)
        + ") VALUES ("
        + names.stream()
            .map(n -> columns.stream().anyMatch(n::equalsIgnoreCase) ? Sql.name("s", n) : "NULL")
            .collect(Collectors.joining(", "))
        + ")";
  }
}
