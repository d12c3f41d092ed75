package io.ingot.jobs;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    return !RESERVED.contains(name.toLowerCase(Locale.ROOT))
        && name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,99}");
  }

  /**
   * Casts rows and rescues what cannot be cast or is not declared.
   *
   * @param raw the rows
   * @param added undeclared columns that bronze has, with the types that it gives them
   * @return the declared and added columns, {@code _rescued}, {@code _corrupt}, {@code _path} and
   *     {@code _position}
   */
  static Dataset<Row> cast(SourceDefinition source, RawRows raw, List<Column> added) {
    List<String> select = new ArrayList<>(List.of("_path", POSITION, CORRUPT));
    List<String> rescued = new ArrayList<>();
    for (Column column : source.columns()) {
      List<RawRows.Field> fields = fields(column, raw);
      if (fields.isEmpty()) {
        select.add("cast(NULL AS " + column.sqlType() + ") AS " + Sql.name(column.name()));
      } else {
        take(column, first(fields), select, rescued);
        rescued.addAll(unread(column, raw));
      }
    }
    raw.unknown()
        .forEach(
            (name, field) -> {
              Optional<Column> own = added.stream().filter(c -> c.name().equals(name)).findFirst();
              own.ifPresentOrElse(
                  column -> take(column, field, select, rescued),
                  () -> rescued.add(Sql.text(name) + ", " + field.text()));
            });
    select.add(intact(rescued(rescued, raw.others()), RESCUED));
    return raw.rows().selectExpr(select.toArray(String[]::new));
  }

  private static void take(
      Column column, RawRows.Field field, List<String> select, List<String> rescued) {
    String value = SafeCast.of(field, column);
    select.add(intact("cast(" + value + " AS " + column.sqlType() + ")", column.name()));
    if (!value.equals(field.text())) {
      String rescue = "CASE WHEN trim(%1$s) <> '' AND %2$s IS NULL THEN %1$s END";
      rescued.add(Sql.text(column.name()) + ", " + rescue.formatted(field.text(), value));
    }
  }

  /** The fields of a column, under the names by which the file may call it, the newest first. */
  private static List<RawRows.Field> fields(Column column, RawRows raw) {
    return column.names().stream()
        .map(n -> raw.declared().get(n.toLowerCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** One field of all: the first that has a value. */
  private static RawRows.Field first(List<RawRows.Field> fields) {
    return fields.size() == 1
        ? fields.get(0)
        : RawRows.Field.ofText(
            "coalesce("
                + fields.stream().map(RawRows.Field::text).collect(Collectors.joining(", "))
                + ")");
  }

  /** Values under a former name, in rows that have one under a newer name as well. */
  private static List<String> unread(Column column, RawRows raw) {
    List<String> unread = new ArrayList<>();
    List<RawRows.Field> newer = new ArrayList<>();
    for (String name : column.names()) {
      RawRows.Field field = raw.declared().get(name.toLowerCase(Locale.ROOT));
      if (field != null && !newer.isEmpty()) {
        unread.add(
            Sql.text(name)
                + ", CASE WHEN "
                + first(newer).text()
                + " IS NOT NULL THEN "
                + field.text()
                + " END");
      }
      if (field != null) {
        newer.add(field);
      }
    }
    return unread;
  }

  /** A line that could not be parsed keeps its text and nothing else. */
  private static String intact(String value, String name) {
    return "CASE WHEN " + CORRUPT + " IS NULL THEN " + value + " END AS " + Sql.name(name);
  }

  private static String rescued(List<String> failed, String others) {
    String own =
        failed.isEmpty()
            ? EMPTY
            : "map_filter(map(" + String.join(", ", failed) + "), (k, v) -> v IS NOT NULL)";
    String all =
        others.isEmpty()
            ? own
            : "CASE WHEN %2$s IS NULL THEN %1$s ELSE map_concat(%1$s, %2$s) END"
                .formatted(own, others);
    return "nullif(to_json(" + all + "), '{}')";
  }
}
