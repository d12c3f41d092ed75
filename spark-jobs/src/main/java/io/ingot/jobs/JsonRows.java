package io.ingot.jobs;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.SourceDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One JSON object per line. A line that is none, that holds more than one, that names a key twice
 * or is no UTF-8 is corrupt.
 */
final class JsonRows {
  /**
   * Stands behind the line in an object around it. Spark's parser does not look at what follows an
   * object, so only if this is found is the line one object and nothing else.
   */
  private static final String END = "ingot end of line 7c1d9e5a";

  private static final String OPTIONS = "map('mode', 'PERMISSIVE', 'allowSingleQuotes', 'false')";

  /** A number of at most 15 characters without an exponent is the same after Spark's doubles. */
  private static final String SHORT = "-?+[0-9.]{1,15}+(?![0-9.eE+-])";

  private static final String LONG = "-?[0-9][0-9.eE+-]*+";

  /** From the end of the last match: whatever is no long number, strings as a whole; then one. */
  private static final String LONG_NUMBER =
      "\\G((?:[^\"0-9-]++|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|" + SHORT + ")*+)(" + LONG + ")";

  private JsonRows() {}

  static RawRows read(SparkSession spark, SourceDefinition source, List<FileHead> files) {
    Dataset<Row> lines =
        RawRows.positioned(
                RawRows.load(spark.read().format("text"), files), TextRows.POSITION, "value")
            .where("trim(BOTH ' \t' FROM value) <> ''")
            .withColumn("_latin1", expr(TextRows.latin1("value")))
            .withColumn("_text", expr(TextRows.decoded("_latin1")))
            .withColumn("_json", expr(parsed("_text")))
            .withColumn("_map", expr(whole("_json", "_text")))
            .withColumn(
                BronzeColumns.CORRUPT,
                expr("CASE WHEN _map IS NULL THEN coalesce(_text, _latin1) END"));
    Map<String, RawRows.Field> declared = new LinkedHashMap<>();
    names(source)
        .forEach(n -> declared.put(n.toLowerCase(Locale.ROOT), RawRows.Field.ofText(value(n))));
    return new RawRows(lines, declared, Map.of(), others(names(source)));
  }

  /** Keys of declared columns, those that they had before included. */
  static List<String> names(SourceDefinition source) {
    return source.columns().stream().flatMap(c -> c.names().stream()).toList();
  }

  /** SQL of a key's text. */
  static String value(String key) {
    return "_map[" + Sql.text(key) + "]";
  }

  /** SQL of all keys and texts but these. */
  static String others(List<String> names) {
    String known = String.join(", ", names.stream().map(Sql::text).toList());
    return "map_filter(_map, (k, v) -> v IS NOT NULL AND k NOT IN (" + known + "))";
  }

  /** Numbers that a double would round become text, digit by digit as they are written. */
  private static String parsed(String text) {
    String exact =
        "CASE WHEN %1$s RLIKE '[0-9.]{16}|[0-9][eE]' THEN regexp_replace(%1$s, %2$s, '$1\"$2\"') ELSE %1$s END"
            .formatted(text, Sql.text(LONG_NUMBER));
    return "from_json(concat('{\"v\":', %s, ',\"%s\":\"1\"}'), 'v map<string,string>, `%s` string', %s)"
        .formatted(exact, END, END, OPTIONS);
  }

  /** The end was found, and the line is the only item of an array: nothing stands behind it. */
  private static String whole(String json, String text) {
    String keys = "map_keys(" + json + ".v)";
    return "CASE WHEN %1$s.`%2$s` = '1' AND json_array_length(concat('[', %4$s, ']')) = 1 AND size(array_distinct(%3$s)) = size(%3$s) THEN %1$s.v END"
        .formatted(json, END, keys, text);
  }
}
