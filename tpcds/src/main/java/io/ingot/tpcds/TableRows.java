package io.ingot.tpcds;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a table at a scale, in the order of the library. It counts them in units, any range
 * of which can be made alone: a unit is a row, or an order with all its lines for sales and
 * returns.
 */
public final class TableRows {
  private static final long SAMPLE = 20;

  private final Table table;
  private final Session session;

  /** The rows of a table at a scale. */
  public TableRows(Table table, double scale) {
    this.table = table;
    this.session = Session.getDefaultSession().withScale(scale).withTable(table);
  }

  /** What a row is given to. */
  @FunctionalInterface
  public interface RowConsumer {
    void accept(List<String> values) throws IOException;
  }

  Table table() {
    return table;
  }

  /** How many units the table has. */
  public long units() {
    return session.getScaling().getRowCount(table);
  }

  /** All rows of the units from {@code first} to {@code last}, counted from 1; NULL is null. */
  public void each(long first, long last, RowConsumer consumer) throws IOException {
    for (List<List<String>> rows : new Results(table, first, last, session)) {
      consumer.accept(rows.get(0));
    }
  }

  /** About how many bytes the table has as text, from its first and its last rows. */
  long estimatedBytes() throws IOException {
    long[] bytes = {0};
    long units = units();
    long sampled = Math.min(SAMPLE, units);
    each(1, sampled, values -> bytes[0] += line(values).length());
    each(units - sampled + 1, units, values -> bytes[0] += line(values).length());
    return bytes[0] * units / (2 * sampled);
  }

  /** A row as the text has it: a delimiter after each value, and nothing for NULL. */
  public static String line(List<String> values) {
    return values.stream().map(v -> v == null ? "" : v).collect(Collectors.joining("|", "", "|\n"));
  }

  /** A column's place in the rows of a table. */
  public static int column(Table table, String name) {
    return Stream.of(table.getColumns()).map(Column::getName).toList().indexOf(name);
  }
}
