package io.ingot.jobs.table;

import io.ingot.jobs.run.Sql;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * What values a column of keys has.
 *
 * @param column the column
 * @param type its type, one whose values compare in SQL as Iceberg's bounds do
 * @param lowest its lowest value; null if it has none
 * @param highest its highest value
 * @param nulls how many keys have no value of it
 * @param values its values, if they are so few that they are named; else none, or more than are
 *     named
 */
record Bounds(
    String column, DataType type, Object lowest, Object highest, long nulls, List<?> values) {
  /** Iceberg looks at no more values of an IN when it compares them with a file's bounds. */
  static final int MOST_VALUES = 200;

  private static final int MANY = Integer.MAX_VALUE;

  /** Types whose values compare in SQL as Iceberg's bounds do. */
  static boolean have(DataType type) {
    return type instanceof DecimalType
        || List.of(
                DataTypes.IntegerType,
                DataTypes.LongType,
                DataTypes.StringType,
                DataTypes.DateType,
                DataTypes.TimestampType)
            .contains(type);
  }

  private boolean named() {
    return values.size() > 1 && values.size() <= MOST_VALUES;
  }

  /** How many values the conditions let through, NULL included, if that is certain. */
  int options() {
    int some = nulls > 0 ? 1 : 0;
    if (lowest == null) {
      return some;
    }
    if (lowest.equals(highest)) {
      return some + 1;
    }
    return named() ? some + values.size() : MANY;
  }

  /**
   * As SQL.
   *
   * @param relation the relation that has the column; empty if only one has it
   * @param naming whether values are named one by one
   */
  String condition(String relation, boolean naming) {
    String name = relation.isEmpty() ? Sql.name(column) : Sql.name(relation, column);
    if (lowest == null) {
      return name + " IS NULL";
    }
    String condition =
        "%s >= %s AND %s <= %s"
            .formatted(name, Sql.literal(lowest, type), name, Sql.literal(highest, type));
    if (naming && named()) {
      condition +=
          values.stream()
              .map(v -> Sql.literal(v, type))
              .collect(Collectors.joining(", ", " AND " + name + " IN (", ")"));
    }
    return nulls == 0 ? condition : "(" + name + " IS NULL OR (" + condition + "))";
  }

  /** As Iceberg plans scans with. */
  Expression expression() {
    Expression none = Expressions.isNull(column);
    if (lowest == null) {
      return none;
    }
    Expression some =
        Expressions.and(
            Expressions.greaterThanOrEqual(column, iceberg(lowest)),
            Expressions.lessThanOrEqual(column, iceberg(highest)));
    if (named()) {
      Object[] all = values.stream().map(this::iceberg).toArray();
      some = Expressions.and(some, Expressions.in(column, all));
    }
    return nulls == 0 ? some : Expressions.or(none, some);
  }

  /** Days and microseconds since 1970 are what Iceberg takes for dates and times. */
  private Object iceberg(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.setScale(((DecimalType) type).scale());
    }
    if (value instanceof String) {
      return value;
    }
    return CatalystTypeConverters.convertToCatalyst(value);
  }
}
