package io.ingot.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of files with one header, as text, before anything is cast.
 *
 * @param rows {@code _path, _position, _corrupt} and the columns that the expressions name
 * @param texts declared column, in lower case, to the SQL of its text
 * @param unknown undeclared column to the SQL of its text
 * @param others SQL of a map of further undeclared columns; empty if there cannot be any
 */
record RawRows(
    Dataset<Row> rows, Map<String, String> texts, Map<String, String> unknown, String others) {
  /**
   * Block start in the high bits, ordinal in the scan's partition in the low 27: unique within a
   * file and increasing in file order, which is all that is promised. A partition holds at most 128
   * MB of a split file and so fewer than 2^27 rows of it; a file that is not split has one block,
   * at 0. The numbers themselves vary with Spark's parallelism.
   */
  private static final String POSITION = "shiftleft(_block, 27) + (_id & " + ((1L << 33) - 1) + ")";

  static RawRows csv(
      SparkSession spark, Format format, List<String> declared, List<FileHead> files) {
    List<String> header = format.header() ? unique(files.get(0).header()) : declared;
    StructType schema = new StructType();
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> unknown = new LinkedHashMap<>();
    List<String> known = declared.stream().map(d -> d.toLowerCase(Locale.ROOT)).toList();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).toLowerCase(Locale.ROOT);
      schema = schema.add("c" + i, DataTypes.StringType);
      if (known.contains(name)) {
        texts.put(name, "c" + i);
      } else {
        unknown.put(header.get(i), "c" + i);
      }
    }
    DataFrameReader reader =
        spark
            .read()
            .schema(schema.add(BronzeColumns.CORRUPT, DataTypes.StringType))
            .option("header", format.header())
            .option("delimiter", format.delimiter())
            .option("quote", format.quote())
            .option("escape", format.escape())
            .option("multiLine", format.multiline())
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", BronzeColumns.CORRUPT)
            .option("enforceSchema", true)
            .option("maxCharsPerColumn", -1)
            .option("encoding", "UTF-8");
    Dataset<Row> rows = positioned(load(reader.format("csv"), files), schema.fieldNames());
    return new RawRows(rows, texts, unknown, "");
  }

  static RawRows json(SparkSession spark, List<String> declared, List<FileHead> files) {
    Dataset<Row> lines =
        positioned(load(spark.read().format("text"), files), "value")
            .where("trim(value) <> ''")
            .withColumn("_map", expr("from_json(value, 'map<string,string>')"))
            .withColumn(BronzeColumns.CORRUPT, expr("CASE WHEN _map IS NULL THEN value END"));
    Map<String, String> texts = new LinkedHashMap<>();
    declared.forEach(d -> texts.put(d.toLowerCase(Locale.ROOT), "_map[" + Sql.text(d) + "]"));
    String names = String.join(", ", declared.stream().map(Sql::text).toList());
    return new RawRows(
        lines,
        texts,
        Map.of(),
        "map_filter(_map, (k, v) -> v IS NOT NULL AND k NOT IN (" + names + "))");
  }

  private static Dataset<Row> load(DataFrameReader reader, List<FileHead> files) {
    // Without recursiveFileLookup, folders such as year=2024 would become columns.
    return reader
        .option("recursiveFileLookup", true)
        .load(files.stream().map(f -> literal(f.uri())).toArray(String[]::new));
  }

  /** Spark expands patterns in paths; a file's name is none. */
  private static String literal(String uri) {
    return uri.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  private static Dataset<Row> positioned(Dataset<Row> scan, String... columns) {
    List<Column> select = new ArrayList<>();
    Stream.of(columns).forEach(c -> select.add(col(c)));
    if (List.of(scan.columns()).contains(BronzeColumns.CORRUPT)) {
      select.add(col(BronzeColumns.CORRUPT));
    }
    select.add(col("_metadata.file_path").as("_path"));
    select.add(col("_metadata.file_block_start").as("_block"));
    select.add(expr("monotonically_increasing_id()").as("_id"));
    return scan.select(select.toArray(Column[]::new))
        .withColumn(BronzeColumns.POSITION, expr(POSITION))
        .drop("_block", "_id");
  }

  /** Names of a header: the second of two equal ones, and those without a name, get a number. */
  static List<String> unique(List<String> header) {
    List<String> names = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).isEmpty() ? "column_" + (i + 1) : header.get(i);
      String next = name;
      for (int n = 2; taken.contains(next.toLowerCase(Locale.ROOT)); n++) {
        next = name + "_" + n;
      }
      taken.add(next.toLowerCase(Locale.ROOT));
      names.add(next);
    }
    return names;
  }
}
