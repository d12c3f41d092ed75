package io.ingot.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_csv;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * CSV as text. Bytes are read as ISO-8859-1, so that none is lost, and decoded field by field; a
 * field that is no UTF-8 is rescued in that reading.
 */
final class CsvRows {
  /**
   * No byte reads as one of these: what stands for a field that is not written, and for no quote.
   */
  private static final String UNWRITTEN = "\uD800";

  private static final String NO_QUOTE = "\uDBFF";

  /** A line with more fields stops Spark's reader; its file is refused then. */
  private static final int MOST_FIELDS = 100_000;

  private CsvRows() {}

  static RawRows read(SparkSession spark, SourceDefinition source, List<FileHead> files) {
    CsvDialect format = source.format().csv();
    List<String> header =
        RawRows.unique(
            format.header()
                ? files.get(0).header()
                : source.columns().stream().map(Column::name).toList());
    List<String> raw = IntStream.range(0, header.size()).mapToObj(i -> "c" + i).toList();
    Dataset<Row> rows =
        format.skipLines() > 0
            ? skipped(spark, format, raw, files)
            : RawRows.positioned(scan(spark, format, raw, files), TextRows.POSITION, fields(raw));
    return RawRows.byName(
        decoded(rows, format, raw),
        source,
        header,
        raw.stream().map(c -> RawRows.Field.ofText(text(format, c))).toList(),
        undecoded(header, raw));
  }

  private static Dataset<Row> scan(
      SparkSession spark, CsvDialect format, List<String> raw, List<FileHead> files) {
    return RawRows.load(
        spark
            .read()
            .format("csv")
            .schema(schema(raw))
            .options(options(format))
            .option("header", format.header())
            .option("multiLine", format.multiline())
            .option("encoding", "ISO-8859-1"),
        files);
  }

  private static Map<String, String> options(CsvDialect format) {
    Map<String, String> options = new HashMap<>();
    options.put("delimiter", latin1(format.delimiter()));
    options.put("quote", format.quote().isEmpty() ? NO_QUOTE : format.quote());
    options.put("escape", format.escape().isEmpty() ? NO_QUOTE : format.escape());
    options.put("mode", "PERMISSIVE");
    options.put("columnNameOfCorruptRecord", BronzeColumns.CORRUPT);
    options.put("enforceSchema", "true");
    options.put("nullValue", UNWRITTEN);
    options.put("maxCharsPerColumn", "-1");
    options.put("maxColumns", Integer.toString(MOST_FIELDS));
    return options;
  }

  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * The lines behind the first ones, whose number the probe has counted in each file. Spark's CSV
   * source cannot skip lines, and a line's text does not tell whether it is one of them.
   */
  private static Dataset<Row> skipped(
      SparkSession spark, CsvDialect format, List<String> raw, List<FileHead> files) {
    Dataset<Row> lines =
        RawRows.positioned(
            RawRows.load(spark.read().format("text"), files), TextRows.POSITION, "value");
    String inFirstBlock = BronzeColumns.POSITION + " < shiftleft(1L, 27)";
    Dataset<Row> first =
        lines
            .where(inFirstBlock)
            .withColumn(
                "_line",
                expr(
                    "row_number() OVER (PARTITION BY _path ORDER BY "
                        + BronzeColumns.POSITION
                        + ")"))
            .join(broadcast(heads(spark, files)), "_path")
            .where("_line > _skip")
            .select(lines.columns()[0], "_path", BronzeColumns.POSITION);
    Dataset<Row> all =
        split(spark, files) ? first.unionByName(lines.where("NOT " + inFirstBlock)) : first;
    return all.where("trim(BOTH ' \t' FROM value) <> ''")
        .withColumn(
            "_record",
            from_csv(expr(TextRows.latin1("value")), lit(schema(raw).toDDL()), options(format)))
        .select(
            Stream.concat(
                    Stream.of(fields(raw)).map(c -> col("_record." + c)),
                    Stream.of(col("_path"), col(BronzeColumns.POSITION)))
                .toArray(org.apache.spark.sql.Column[]::new));
  }

  /** Whether Spark may read a file in more than one block. */
  private static boolean split(SparkSession spark, List<FileHead> files) {
    var settings = spark.sessionState().conf();
    long smallest = Math.min(settings.filesMaxPartitionBytes(), settings.filesOpenCostInBytes());
    return files.stream().anyMatch(f -> f.length() > smallest);
  }

  private static Dataset<Row> heads(SparkSession spark, List<FileHead> files) {
    return spark.createDataFrame(
        files.stream()
            .flatMap(f -> f.paths().stream().map(p -> RowFactory.create(p, f.lines())))
            .toList(),
        new StructType().add("_path", DataTypes.StringType).add("_skip", DataTypes.IntegerType));
  }

  private static String[] fields(List<String> raw) {
    return Stream.concat(raw.stream(), Stream.of(BronzeColumns.CORRUPT)).toArray(String[]::new);
  }

  private static StructType schema(List<String> raw) {
    StructType schema = new StructType();
    for (String field : fields(raw)) {
      schema = schema.add(field, DataTypes.StringType);
    }
    return schema;
  }

  /** Beside each field {@code c1} its decoded text {@code d1}. */
  private static Dataset<Row> decoded(Dataset<Row> rows, CsvDialect format, List<String> raw) {
    List<String> select = new ArrayList<>(List.of("_path", BronzeColumns.POSITION));
    select.add(TextRows.line(BronzeColumns.CORRUPT) + " AS " + BronzeColumns.CORRUPT);
    for (int i = 0; i < raw.size(); i++) {
      // A file with LF behind its header may have lines that end in CRLF.
      boolean last = format.multiline() && i == raw.size() - 1;
      String field = last ? withoutReturn(raw.get(i)) : raw.get(i);
      select.add(field + " AS " + raw.get(i));
      select.add(TextRows.decoded(field) + " AS " + decoded(raw.get(i)));
    }
    return rows.selectExpr(select.toArray(String[]::new));
  }

  private static String withoutReturn(String field) {
    return "CASE WHEN endswith(%1$s, '\r') THEN nullif(left(%1$s, char_length(%1$s) - 1), '') ELSE %1$s END"
        .formatted(field);
  }

  private static String decoded(String field) {
    return "d" + field.substring(1);
  }

  private static String text(CsvDialect format, String field) {
    String text = decoded(field);
    StringBuilder sql = new StringBuilder("CASE");
    if (!format.nulls().contains("")) {
      sql.append(" WHEN " + field + " IS NULL THEN ''");
    }
    for (String mark : format.nulls()) {
      if (!mark.isEmpty()) {
        sql.append(" WHEN " + text + " = " + Sql.text(mark) + " THEN NULL");
      }
    }
    if (format.emptyValue() == CsvDialect.EmptyValue.none) {
      sql.append(" WHEN " + text + " = '' THEN NULL");
    }
    return sql.length() == "CASE".length() ? text : sql + " ELSE " + text + " END";
  }

  private static String undecoded(List<String> header, List<String> raw) {
    String any =
        raw.stream()
            .map(c -> "(" + c + " IS NOT NULL AND " + decoded(c) + " IS NULL)")
            .collect(Collectors.joining(" OR "));
    String each =
        IntStream.range(0, raw.size())
            .mapToObj(
                i ->
                    Sql.text(header.get(i))
                        + ", CASE WHEN "
                        + decoded(raw.get(i))
                        + " IS NULL THEN "
                        + raw.get(i)
                        + " END")
            .collect(Collectors.joining(", "));
    return "CASE WHEN " + any + " THEN map_filter(map(" + each + "), (k, v) -> v IS NOT NULL) END";
  }
}
