package io.ingot.jobs.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataType;

/** SQL text from names and values. */
public final class Sql {
  private static final Pattern HARMLESS = Pattern.compile("[^'\\\\\\p{Cntrl}]*");

  /** Spark and Iceberg compare bytes. */
  private static final Comparator<String> AS_SPARK =
      Comparator.comparing(s -> s.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private Sql() {}

  /** A quoted identifier. */
  public static String name(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }

  /** A quoted identifier of a relation's column. */
  public static String name(String relation, String column) {
    return relation + "." + name(column);
  }

  /** Quoted names, separated by commas. */
  public static String names(List<String> identifiers) {
    return identifiers.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /**
   * A string as a SQL value. What could end a literal is written in hexadecimal, so that no value,
   * whatever a file holds, is ever read as SQL; the parser's settings do not matter.
   */
  public static String text(String value) {
    return HARMLESS.matcher(value).matches()
        ? "'" + value + "'"
        : "decode(X'"
            + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8))
            + "', 'UTF-8')";
  }

  /** Strings as SQL values, separated by commas. */
  public static String texts(List<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", "));
  }

  /**
   * A condition that a column has one of some texts. Iceberg skips files by its bounds also where
   * the texts are more than it looks at one by one.
   *
   * @param texts at least one
   */
  public static String among(String column, List<String> texts) {
    return "(%s IN (%s) AND %s)"
        .formatted(column, texts(texts.stream().distinct().toList()), between(column, texts));
  }

  /** A condition that a column is nowhere outside of some texts. */
  public static String between(String column, List<String> texts) {
    return "%s >= %s AND %s <= %s"
        .formatted(
            column,
            text(Collections.min(texts, AS_SPARK)),
            column,
            text(Collections.max(texts, AS_SPARK)));
  }

  /** A value that Spark returned, as a SQL value. */
  public static String literal(Object value, DataType type) {
    return value instanceof String string ? text(string) : Literal.create(value, type).sql();
  }

  /** Two relations' columns are equal, one by one. */
  public static String same(String left, String right, List<String> columns, String operator) {
    return columns.stream()
        .map(c -> name(left, c) + " " + operator + " " + name(right, c))
        .collect(Collectors.joining(" AND "));
  }
}
