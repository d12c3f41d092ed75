package io.ingot.jobs.table;

import io.ingot.jobs.run.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * The values of a key as literals, column by column: a scan can skip files by a literal, never by
 * what it is joined with. It lets through every row with one of the keys, and others.
 */
public final class KeyFilter {
  /** Iceberg looks at no more values of an IN when it compares them with a file's bounds. */
  private static final int MOST_VALUES = 200;

  private static final int AGGREGATES = 4;

  private final Dataset<Row> keys;
  private final List<String> columns;
  private final Row found;
  private final Map<String, List<Object>> values;

  private KeyFilter(
      Dataset<Row> keys, List<String> columns, Row found, Map<String, List<Object>> values) {
    this.keys = keys;
    this.columns = columns;
    this.found = found;
    this.values = values;
  }

  /**
   * Looks at keys: in one pass, and in a second one if a column has so few values that they can be
   * named. A set of all values would not fit anywhere.
   */
  public static KeyFilter of(Dataset<Row> keys, List<String> columns) {
    List<String> aggregates = new ArrayList<>(List.of("count(*)"));
    for (String column : columns) {
      String name = Sql.name(column);
      boolean plain = literal(keys.schema().apply(column).dataType());
      aggregates.add(plain ? "min(" + name + ")" : "NULL");
      aggregates.add(plain ? "max(" + name + ")" : "NULL");
      aggregates.add("count_if(" + name + " IS NULL)");
      aggregates.add(plain ? "approx_count_distinct(" + name + ")" : "0L");
    }
    Row found = keys.selectExpr(aggregates.toArray(String[]::new)).first();
    List<String> few = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      long about = found.getLong(AGGREGATES * (i + 1));
      if (about > 1 && about <= 2 * MOST_VALUES) {
        few.add(columns.get(i));
      }
    }
    return new KeyFilter(keys, columns, found, values(keys, few));
  }

  private static Map<String, List<Object>> values(Dataset<Row> keys, List<String> columns) {
    if (columns.isEmpty()) {
      return Map.of();
    }
    Row sets =
        keys.selectExpr(
                columns.stream()
                    .map(c -> "sort_array(collect_set(" + Sql.name(c) + "))")
                    .toArray(String[]::new))
            .first();
    Map<String, List<Object>> values = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), sets.getList(i));
    }
    return values;
  }

  /** How many keys there are. */
  public long count() {
    return found.getLong(0);
  }

  /**
   * A SQL condition that all rows with one of these keys fulfil; {@code true} if nothing can be
   * said, {@code false} without keys.
   *
   * @param relation the relation that has the columns; empty if only one has them
   */
  public String condition(String relation) {
    return condition(relation, values);
  }

  /** The same without naming values one by one: a text of a size that few and many keys have. */
  public String bounds() {
    return condition("", Map.of());
  }

  private String condition(String relation, Map<String, List<Object>> few) {
    if (count() == 0) {
      return "false";
    }
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      DataType type = keys.schema().apply(columns.get(i)).dataType();
      if (literal(type)) {
        String name =
            relation.isEmpty() ? Sql.name(columns.get(i)) : Sql.name(relation, columns.get(i));
        conditions.add(
            condition(name, type, 1 + AGGREGATES * i, few.getOrDefault(columns.get(i), List.of())));
      }
    }
    return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
  }

  private String condition(String name, DataType type, int at, List<Object> few) {
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
    if (few.size() > 1 && few.size() <= MOST_VALUES) {
      bounds +=
          " AND "
              + name
              + " IN ("
              + String.join(", ", few.stream().map(v -> Sql.literal(v, type)).toList())
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
