package io.ingot.jobs;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataType;

/** SQL text from names and values. */
final class Sql {
  private Sql() {}

  /** A quoted identifier. */
  static String name(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }

  /** A quoted identifier of a relation's column. */
  static String name(String relation, String column) {
    return relation + "." + name(column);
  }

  static String names(List<String> identifiers) {
    return identifiers.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A string literal. */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A literal of a value that Spark returned. */
  static String literal(Object value, DataType type) {
    return Literal.create(value, type).sql();
  }

  /** Two relations' columns are equal, one by one. */
  static String same(String left, String right, List<String> columns, String operator) {
    return columns.stream()
        .map(c -> name(left, c) + " " + operator + " " + name(right, c))
        .collect(Collectors.joining(" AND "));
  }
}
