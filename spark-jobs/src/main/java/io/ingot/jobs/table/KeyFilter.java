package io.ingot.jobs.table;

import io.ingot.jobs.run.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The values of a key as literals, column by column: a scan can skip files by a literal, never by
 * what it is joined with. It lets through every row with one of the keys, and others.
 */
public final class KeyFilter {
  private final List<Alternative> alternatives;

  /** Some of the keys. */
  private record Alternative(long keys, List<Bounds> bounds, boolean all) {
    boolean exact() {
      List<Integer> options = bounds.stream().map(Bounds::options).filter(o -> o != 1).toList();
      return all && (options.isEmpty() || (options.size() == 1 && options.get(0) <= most()));
    }

    private static int most() {
      return Bounds.MOST_VALUES + 1;
    }

    String condition(String relation, boolean naming) {
      return bounds.isEmpty()
          ? "true"
          : bounds.stream()
              .map(b -> b.condition(relation, naming))
              .collect(Collectors.joining(" AND "));
    }

    Expression expression() {
      return bounds.stream()
          .map(Bounds::expression)
          .reduce(Expressions.alwaysTrue(), Expressions::and);
    }
  }

  /**
   * @param keys how many there are
   * @param bounds what values their columns have
   * @param all whether that is all columns: of some types nothing can be said
   */
  KeyFilter(long keys, List<Bounds> bounds, boolean all) {
    this(keys == 0 ? List.of() : List.of(new Alternative(keys, List.copyOf(bounds), all)));
  }

  private KeyFilter(List<Alternative> alternatives) {
    this.alternatives = alternatives;
  }

  /** Looks at keys that are few enough to collect their values. */
  public static KeyFilter ofFew(Dataset<Row> keys, List<String> columns) {
    KeyLook look = new KeyLook(keys.schema(), columns, true);
    return look.filter(keys.selectExpr(look.aggregates("true").toArray(String[]::new)).first(), 0);
  }

  /**
   * Looks at keys, however many: in one pass, and in a second one if a column has so few values
   * that they can be named. A set of all values would not fit anywhere.
   */
  public static KeyFilter of(Dataset<Row> keys, List<String> columns) {
    KeyLook look = new KeyLook(keys.schema(), columns, false);
    List<String> aggregates = new ArrayList<>(look.aggregates("true"));
    int first = aggregates.size();
    for (String column : columns) {
      boolean plain = Bounds.have(keys.schema().apply(column).dataType());
      aggregates.add(plain ? "approx_count_distinct(" + Sql.name(column) + ")" : "0L");
    }
    Row found = keys.selectExpr(aggregates.toArray(String[]::new)).first();
    List<String> few = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      long about = found.getLong(first + i);
      if (about > 1 && about <= 2 * Bounds.MOST_VALUES) {
        few.add(columns.get(i));
      }
    }
    KeyFilter bounds = look.filter(found, 0);
    return few.isEmpty() ? bounds : bounds.naming(values(keys, few));
  }

  private static Map<String, List<Object>> values(Dataset<Row> keys, List<String> columns) {
    Row sets =
        keys.selectExpr(
                columns.stream()
                    .map(c -> "sort_array(collect_set(" + Sql.name(c) + "))")
                    .toArray(String[]::new))
            .first();
    Map<String, List<Object>> values = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), sets.getList(i));
    }
    return values;
  }

  private KeyFilter naming(Map<String, List<Object>> values) {
    return new KeyFilter(
        alternatives.stream()
            .map(
                a ->
                    new Alternative(
                        a.keys(),
                        a.bounds().stream()
                            .map(
                                b ->
                                    new Bounds(
                                        b.column(),
                                        b.type(),
                                        b.lowest(),
                                        b.highest(),
                                        b.nulls(),
                                        values.getOrDefault(b.column(), List.of())))
                            .toList(),
                        a.all()))
            .toList());
  }

  /** The same, and the keys of another. */
  public KeyFilter or(KeyFilter other) {
    return new KeyFilter(
        Stream.concat(alternatives.stream(), other.alternatives.stream()).toList());
  }

  /** How many keys there are. */
  public long count() {
    return alternatives.stream().mapToLong(Alternative::keys).sum();
  }

  /** Whether the condition lets through no other rows than those with one of the keys. */
  public boolean exact() {
    return alternatives.size() == 1 && alternatives.get(0).exact();
  }

  /**
   * A SQL condition that all rows with one of these keys fulfil; {@code true} if nothing can be
   * said, {@code false} without keys.
   *
   * @param relation the relation that has the columns; empty if only one has them
   */
  public String condition(String relation) {
    return condition(relation, true);
  }

  /** The same without naming values one by one: a text of a size that few and many keys have. */
  public String bounds() {
    return condition("", false);
  }

  private String condition(String relation, boolean naming) {
    if (alternatives.size() == 1) {
      return alternatives.get(0).condition(relation, naming);
    }
    return alternatives.isEmpty()
        ? "false"
        : alternatives.stream()
            .map(a -> "(" + a.condition(relation, naming) + ")")
            .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** The same for a scan that Iceberg plans itself. */
  Expression expression() {
    return alternatives.stream()
        .map(Alternative::expression)
        .reduce(Expressions.alwaysFalse(), Expressions::or);
  }
}
