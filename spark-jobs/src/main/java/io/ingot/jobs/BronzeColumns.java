package io.ingot.jobs;

import io.ingot.core.definition.Column;
import io.ingot.core.definition.SourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a bronze table, and the way from text to them. */
final class BronzeColumns {
  static final String BATCH = "_batch";
  static final String FILE_VERSION = "_file_version";
  static final String SOURCE_FILE = "_source_file";
  static final String ARRIVAL = "_arrival";
  static final String POSITION = "_position";
  static final String INGESTED_AT = "_ingested_at";
  static final String RESCUED = "_rescued";
  static final String CORRUPT = "_corrupt";

  private static final Set<String> RESERVED =
      Set.of(BATCH, FILE_VERSION, SOURCE_FILE, ARRIVAL, POSITION, INGESTED_AT, RESCUED, CORRUPT);
  private static final String EMPTY = "cast(map() AS map<string,string>)";

  private BronzeColumns() {}

  /** The table: metadata first, because Iceberg keeps statistics of the first columns only. */
  static TableLayout layout(SourceDefinition source) {
    StructType columns =
        new StructType()
            .add(BATCH, DataTypes.LongType, false)
            .add(FILE_VERSION, DataTypes.StringType, false)
            .add(SOURCE_FILE, DataTypes.StringType, false)
            .add(ARRIVAL, DataTypes.TimestampType, false)
            .add(POSITION, DataTypes.LongType, false)
            .add(INGESTED_AT, DataTypes.TimestampType, false);
    for (Column column : source.columns()) {
      columns = columns.add(column.name(), DataType.fromDDL(column.sqlType()), true);
    }
    columns = columns.add(RESCUED, DataTypes.StringType, true);
    return new TableLayout(
        columns.add(CORRUPT, DataTypes.StringType, true), List.of(), TableLayout.COPY_ON_WRITE);
  }

  /** Whether an undeclared column can become a column of bronze under its own name. */
  static boolean free(String name) {
    return !RESERVED.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith("_");
  }

  /**
   * Casts rows and rescues what cannot be cast or is not declared.
   *
   * @param raw the rows as text
   * @param added undeclared columns that bronze has, as strings
   * @return the declared and added columns, {@code _rescued}, {@code _corrupt}, {@code _path} and
   *     {@code _position}
   */
  static Dataset<Row> cast(SourceDefinition source, RawRows raw, List<String> added) {
    List<String> select = new ArrayList<>(List.of("_path", POSITION, CORRUPT));
    List<String> failed = new ArrayList<>();
    for (Column column : source.columns()) {
      String text = raw.texts().get(column.name().toLowerCase(Locale.ROOT));
      String value = text == null ? "NULL" : value(text, column);
      select.add(intact("cast(" + value + " AS " + column.sqlType() + ")", column.name()));
      if (text != null && !column.type().equals("string")) {
        String rescue = "CASE WHEN trim(%s) <> '' AND %s IS NULL THEN %s END";
        failed.add(Sql.text(column.name()) + ", " + rescue.formatted(text, value, text));
      }
    }
    for (Map.Entry<String, String> other : raw.unknown().entrySet()) {
      if (added.contains(other.getKey())) {
        select.add(intact(other.getValue(), other.getKey()));
      } else {
        failed.add(Sql.text(other.getKey()) + ", " + other.getValue());
      }
    }
    select.add(intact(rescued(failed, raw.others()), RESCUED));
    return raw.rows().selectExpr(select.toArray(String[]::new));
  }

  /** A line that could not be parsed keeps its text and nothing else. */
  private static String intact(String value, String name) {
    return "CASE WHEN " + CORRUPT + " IS NULL THEN " + value + " END AS " + Sql.name(name);
  }

  private static String value(String text, Column column) {
    if (column.type().equals("string")) {
      return text;
    }
    String cast = "try_cast(trim(" + text + ") AS %s)";
    if (!column.type().startsWith("decimal")) {
      return cast.formatted(column.sqlType());
    }
    // A cast rounds what has more digits than the type; money must not change silently.
    String exact = cast.formatted(wide(column.sqlType()));
    String rounded = cast.formatted(column.sqlType());
    return "CASE WHEN " + exact + " = " + rounded + " THEN " + rounded + " END";
  }

  /** The decimal type with as many digits before the point, and all others after it. */
  private static String wide(String type) {
    var decimal = (org.apache.spark.sql.types.DecimalType) DataType.fromDDL(type);
    return "decimal(38," + (38 - decimal.precision() + decimal.scale()) + ")";
  }

  private static String rescued(List<String> failed, String others) {
    String own =
        failed.isEmpty()
            ? EMPTY
            : "map_filter(map(" + String.join(", ", failed) + "), (k, v) -> v IS NOT NULL)";
    String all = others.isEmpty() ? own : "map_concat(" + own + ", " + others + ")";
    return "nullif(to_json(" + all + "), '{}')";
  }
}
