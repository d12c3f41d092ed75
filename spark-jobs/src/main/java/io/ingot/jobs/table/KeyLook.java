package io.ingot.jobs.table;

import io.ingot.jobs.run.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Looks at keys together with whatever else is asked of the same rows, so that it takes no pass of
 * its own.
 */
public final class KeyLook {
  private static final int AGGREGATES = 4;

  private final Map<String, DataType> types = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final boolean few;

  /**
   * @param few whether the rows are so few that the values of each column can be collected; else
   *     only their bounds are looked for
   */
  public KeyLook(boolean few) {
    this.few = few;
  }

  /** Of columns as they are. */
  public KeyLook(StructType schema, List<String> columns, boolean few) {
    this(few);
    columns.forEach(c -> add(c, Sql.name(c), schema.apply(c).dataType()));
  }

  /**
   * Looks at one more column.
   *
   * @param column what the filter calls it
   * @param value SQL of its value
   */
  public void add(String column, String value, DataType type) {
    types.put(column, type);
    values.put(column, value);
  }

  /**
   * The aggregates that it needs.
   *
   * @param which SQL condition of the rows that it looks at
   */
  public List<String> aggregates(String which) {
    List<String> aggregates = new ArrayList<>();
    aggregates.add("count_if(" + which + ")");
    values.forEach(
        (column, value) -> {
          if (Bounds.have(types.get(column))) {
            aggregates.add(filtered("min(" + value + ")", which));
            aggregates.add(filtered("max(" + value + ")", which));
            aggregates.add("count_if(" + value + " IS NULL AND (" + which + "))");
            aggregates.add(
                few
                    ? "slice(sort_array(%s), 1, %d)"
                        .formatted(
                            filtered("collect_set(" + value + ")", which), Bounds.MOST_VALUES + 1)
                    : "NULL");
          }
        });
    return aggregates;
  }

  private static String filtered(String aggregate, String which) {
    return aggregate + " FILTER (WHERE " + which + ")";
  }

  /**
   * What it has found.
   *
   * @param row a row with the aggregates
   * @param first where they begin in it
   */
  public KeyFilter filter(Row row, int first) {
    List<Bounds> bounds = new ArrayList<>();
    int at = first + 1;
    boolean all = true;
    for (Map.Entry<String, DataType> column : types.entrySet()) {
      if (Bounds.have(column.getValue())) {
        bounds.add(
            new Bounds(
                column.getKey(),
                column.getValue(),
                row.get(at),
                row.get(at + 1),
                row.getLong(at + 2),
                few ? row.getList(at + 3) : List.of()));
        at += AGGREGATES;
      } else {
        all = false;
      }
    }
    return new KeyFilter(row.getLong(first), bounds, all);
  }
}
