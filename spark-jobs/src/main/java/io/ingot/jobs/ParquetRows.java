package io.ingot.jobs;

import io.ingot.core.definition.SourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Parquet files with one schema: values as they are, and their texts for what does not fit. */
final class ParquetRows {
  private ParquetRows() {}

  static RawRows read(SparkSession spark, SourceDefinition source, List<FileHead> files) {
    StructType schema = (StructType) DataType.fromJson(files.get(0).schema());
    Dataset<Row> scan =
        RawRows.load(
            spark
                .read()
                .format("parquet")
                .schema(schema)
                // Dates as the file has them, also those that Spark 2 wrote in its own calendar.
                .option("datetimeRebaseMode", "CORRECTED")
                .option("int96RebaseMode", "CORRECTED"),
            files);
    List<String> select = new ArrayList<>();
    List<RawRows.Field> fields = new ArrayList<>();
    for (StructField field : schema.fields()) {
      String column = "p" + fields.size();
      select.add(Sql.name(field.name()) + " AS " + column);
      fields.add(
          new RawRows.Field(text(column, field.dataType()), column, Optional.of(field.dataType())));
    }
    select.add(RawRows.PATH + " AS _path");
    select.add("_metadata.row_index AS " + BronzeColumns.POSITION);
    select.add("cast(NULL AS string) AS " + BronzeColumns.CORRUPT);
    Dataset<Row> rows = scan.selectExpr(select.toArray(String[]::new));
    List<String> names = Stream.of(schema.fieldNames()).toList();
    return RawRows.byName(rows, source, names, fields, "");
  }

  private static String text(String column, DataType type) {
    if (type instanceof StringType) {
      return column;
    }
    if (type instanceof BinaryType) {
      String text = "decode(" + column + ", 'UTF-8')";
      return "CASE WHEN encode(%1$s, 'UTF-8') = %2$s THEN %1$s ELSE base64(%2$s) END"
          .formatted(text, column);
    }
    boolean nested =
        type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    return nested ? "to_json(" + column + ")" : "cast(" + column + " AS string)";
  }
}
