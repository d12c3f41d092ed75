package io.ingot.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.SourceDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/**
 * Rows of files with the same columns, before anything is cast.
 *
 * @param rows {@code _path, _position, _corrupt} and the columns that the fields name
 * @param declared declared column, in lower case, to its field
 * @param unknown undeclared column to its field
 * @param others SQL of a map of what else must be rescued, by name; its keys are none of the
 *     fields' that have a text. Empty if there cannot be any
 */
record RawRows(
    Dataset<Row> rows, Map<String, Field> declared, Map<String, Field> unknown, String others) {

  /** Spark spells local URIs with one slash or three. */
  static final String PATH = "regexp_replace(_metadata.file_path, '^file:/+', 'file:/')";

  /**
   * A field of a row.
   *
   * @param text SQL of its text
   * @param value SQL of the value as the file has it
   * @param type the value's type; empty if files have text only
   */
  record Field(String text, String value, Optional<DataType> type) {
    static Field ofText(String text) {
      return new Field(text, text, Optional.empty());
    }
  }

  /** The rows of files with one header. */
  static RawRows of(SparkSession spark, SourceDefinition source, List<FileHead> files) {
    return switch (source.format().type()) {
      case csv -> CsvRows.read(spark, source, files);
      case json -> JsonRows.read(spark, source, files);
      case parquet -> ParquetRows.read(spark, source, files);
      case avro, orc ->
          throw new IllegalArgumentException("Cannot read " + source.format().type() + " files.");
    };
  }

  /** The same rows, with undeclared keys that files name one by one as fields of their own. */
  RawRows with(Map<String, Field> more, String rest) {
    return new RawRows(rows, declared, more, rest);
  }

  /** Gives every name of a header a field: those of declared columns, and the others. */
  static RawRows byName(
      Dataset<Row> rows,
      SourceDefinition source,
      List<String> header,
      List<Field> fields,
      String others) {
    Map<String, Field> declared = new LinkedHashMap<>();
    Map<String, Field> unknown = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (source.columns().stream().anyMatch(c -> c.in(List.of(name)))) {
        declared.put(name.toLowerCase(Locale.ROOT), fields.get(i));
      } else {
        unknown.put(name, fields.get(i));
      }
    }
    return new RawRows(rows, declared, unknown, others);
  }

  static Dataset<Row> load(DataFrameReader reader, List<FileHead> files) {
    // Without recursiveFileLookup, folders such as year=2024 would become columns.
    return reader
        .option("recursiveFileLookup", true)
        .option(ZstandardCodec.CODECS, ZstandardCodec.class.getName())
        .load(files.stream().map(f -> literal(f.uri())).toArray(String[]::new));
  }

  /** Spark expands patterns in paths; a file's name is none. */
  private static String literal(String uri) {
    return uri.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
  }

  /** Columns of a scan with {@code _path} and {@code _position}. */
  static Dataset<Row> positioned(Dataset<Row> scan, String position, String... columns) {
    List<Column> select = new ArrayList<>();
    Stream.of(columns).forEach(c -> select.add(col(c)));
    select.add(expr(PATH).as("_path"));
    select.add(expr(position).as(BronzeColumns.POSITION));
    return scan.select(select.toArray(Column[]::new));
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
