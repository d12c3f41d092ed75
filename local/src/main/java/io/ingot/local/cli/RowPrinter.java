package io.ingot.local.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Prints a query's rows. */
final class RowPrinter {
  private RowPrinter() {}

  /** As CSV with a header; NULL is nothing, an empty text is two quotes. */
  static void csv(Dataset<Row> query, PrintStream out) {
    Dataset<Row> rows = texts(query);
    out.println(
        Arrays.stream(rows.columns()).map(RowPrinter::quoted).collect(Collectors.joining(",")));
    for (Iterator<Row> i = rows.toLocalIterator(); i.hasNext(); ) {
      Row row = i.next();
      List<String> fields = new ArrayList<>();
      for (int c = 0; c < row.length(); c++) {
        fields.add(row.isNullAt(c) ? "" : quoted(row.getString(c)));
      }
      out.println(String.join(",", fields));
    }
  }

  /** As one JSON object per row; NULL is null, timestamps have microseconds. */
  static void json(Dataset<Row> query, PrintStream out) {
    query
        .selectExpr(
            "to_json(struct(*), map('ignoreNullFields', 'false', 'timestampFormat',"
                + " \"yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX\")) AS row")
        .toLocalIterator()
        .forEachRemaining(row -> out.println(row.getString(0)));
  }

  /** As a table for people. */
  static void table(Dataset<Row> query, PrintStream out) {
    Dataset<Row> rows = texts(query);
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of(rows.columns()));
    for (Iterator<Row> i = rows.toLocalIterator(); i.hasNext(); ) {
      Row row = i.next();
      List<String> fields = new ArrayList<>();
      for (int c = 0; c < row.length(); c++) {
        fields.add(row.isNullAt(c) ? "NULL" : row.getString(c));
      }
      lines.add(fields);
    }
    int[] widths = new int[rows.columns().length];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        text.append(("%-" + Math.max(1, widths[c]) + "s  ").formatted(line.get(c)));
      }
      out.println(text.toString().stripTrailing());
    }
    out.printf("(%d %s)%n", lines.size() - 1, lines.size() == 2 ? "row" : "rows");
  }

  /** Every value as Spark SQL itself writes it. */
  private static Dataset<Row> texts(Dataset<Row> query) {
    Dataset<Row> named = query.toDF(numbers(query.columns().length));
    Column[] texts =
        Arrays.stream(named.columns())
            .map(c -> named.col(c).cast(DataTypes.StringType).as(c))
            .toArray(Column[]::new);
    return named.select(texts).toDF(query.columns());
  }

  /** Names that differ, whatever the query calls its columns. */
  private static String[] numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new);
  }

  private static String quoted(String field) {
    boolean plain =
        !field.isEmpty()
            && field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
