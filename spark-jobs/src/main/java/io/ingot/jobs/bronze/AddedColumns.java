package io.ingot.jobs.bronze;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.table.StampedTable;
import io.ingot.readers.Column;
import io.ingot.readers.Origin;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** Columns of bronze that nobody declared, with {@code unknown_columns: add}. */
final class AddedColumns {
  /** What a table of columns can bear; further ones stay in {@code _rescued}. */
  private static final int MOST = 1_000;

  private final SourceDefinition source;
  private final StampedTable bronze;

  AddedColumns(SourceDefinition source, StampedTable bronze) {
    this.source = source;
    this.bronze = bronze;
  }

  /** Those that bronze has, with the types that it gives them. */
  List<Column> present() {
    if (source.unknownColumns() != UnknownColumns.add) {
      return List.of();
    }
    List<Column> added = new ArrayList<>();
    for (StructField field : SparkSchemaUtil.convert(bronze.iceberg().schema()).fields()) {
      boolean isAdded = BronzeColumns.free(field.name()) && !declared(source, field.name());
      if (isAdded && field.dataType() instanceof AtomicType) {
        added.add(new Column(field.name(), type(field.dataType()), false).from(Origin.ADDED));
      }
    }
    return added;
  }

  /**
   * Gives bronze the columns that it does not have yet, as text.
   *
   * @param names names in files, in an order that does not depend on how files fall into batches
   */
  void add(Collection<String> names) {
    List<String> have = bronze.iceberg().schema().columns().stream().map(c -> c.name()).toList();
    List<String> more = chosen(source, have, names);
    if (!more.isEmpty()) {
      UpdateSchema update = bronze.iceberg().updateSchema();
      more.forEach(name -> update.addColumn(name, Types.StringType.get()));
      update.commit();
      bronze.iceberg().refresh();
    }
  }

  /**
   * Those of some names that become columns: the first of names that differ in case, so that a
   * table's columns are the same however the files with these names fall into batches.
   *
   * @param have the columns that the table has
   * @param names names in files, in the files' order
   */
  static List<String> chosen(
      SourceDefinition source, Collection<String> have, Collection<String> names) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(have);
    List<String> chosen = new ArrayList<>();
    for (String name : names) {
      boolean isColumn = BronzeColumns.free(name) && !declared(source, name) && all.size() < MOST;
      if (isColumn && all.add(name)) {
        chosen.add(name);
      }
    }
    return chosen;
  }

  /** Also in another case: SQL has one column of both names. */
  private static boolean declared(SourceDefinition source, String name) {
    return source.columns().stream()
        .anyMatch(c -> c.name().equalsIgnoreCase(name) || c.in(List.of(name)));
  }

  private static String type(DataType type) {
    String sql = type.sql().toLowerCase(Locale.ROOT);
    return sql.equals("bigint") ? "long" : sql;
  }
}
