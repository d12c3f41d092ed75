package io.ingot.jobs;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * The values of a key as literals, column by column: a scan can skip files by a literal, never by
 * what it is joined with. It lets through every row with one of the keys, and others.
 */
final class KeyFilter {
  /** Iceberg looks at no more values of an IN when it compares them with a file's bounds. */
  private static final int MOST_VALUES = 200;

  private final Dataset<Row> keys;
  private final List<String> columns;
  private final Row found;

  private KeyFilter(Dataset<Row> keys, List<String> columns, Row found) {
    this.keys = keys;
    this.columns = columns;
    this.found = found;
  }

  /** Looks at keys, in one pass. */
  static KeyFilter of(Dataset<Row> keys, List<String> columns) {
    List<String> aggregates = new ArrayList<>(List.of("count(*)"));
    for (String column : columns) {
      String name = Sql.name(column);
      boolean plain = literal(keys.schema().apply(column).dataType());
      aggregates.add(plain ? "min(" + name + ")" : "NULL");
      aggregates.add(plain ? "max(" + name + ")" : "NULL");
      aggregates.add("count_if(" + name + " IS NULL)");
      aggregates.add(
          plain
              ? "slice(sort_array(collect_set(" + name + ")), 1, " + (MOST_VALUES + 1) + ")"
              : "NULL");
    }
    return new KeyFilter(keys, columns, keys.selectExpr(aggregates.toArray(String[]::new)).first());
  }

  /**
   * A SQL condition that all rows with one of these keys fulfil; {@code true} if nothing can be
   * said, {@code false} without keys.
   *
   * @param relation the relation that has the columns; empty if only one has them
   */
  String condition(String relation) {
    if (found.getLong(0) == 0) {
      return "false";
    }
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      DataType type = keys.schema().apply(columns.get(i)).dataType();
      if (literal(type)) {
        String name =
            relation.isEmpty() ? Sql.name(columns.get(i)) : Sql.name(relation, columns.get(i));
        conditions.add(condition(name, type, 1 + 4 * i));
      }
    }
    return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
  }

  private String condition(String name, DataType type, int at) {
    if (found.isNullAt(at)) {
      return name + " IS NULL";
    }
    String bounds =
        name
            + " >= "
            + Sql.literal(found.get(at), type)
            + " AND "
            + name
            + " <= "
            + Sql.literal(found.get(at + 1), type);
    List<Object> values = found.getList(at + 3);
    if (values.size() > 1 && values.size() <= MOST_VALUES) {
      bounds +=
          " AND "
              + name
              + " IN ("
              + String.join(", ", values.stream().map(v -> Sql.literal(v, type)).toList())
              + ")";
    }
    return found.getLong(at + 2) == 0 ? bounds : "(" + name + " IS NULL OR (" + bounds + "))";
  }

  /** Types whose values compare in SQL as Iceberg's bounds do. */
  private static boolean literal(DataType type) {
    return type instanceof DecimalType
        || List.of(
                DataTypes.IntegerType,
                DataTypes.LongType,
                DataTypes.StringType,
                DataTypes.DateType,
                DataTypes.TimestampType)
            .contains(type);
  }
}
