package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.expr;

import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.StampedTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionField;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What each change of a batch does to silver. The table is looked at once, with the changes' keys
 * as a filter and as the small side of a join, so that its rows are neither moved nor sorted; what
 * is written afterwards reads the files of rows that do change, and nothing where none does.
 */
final class Effects implements AutoCloseable {
  /**
   * Column: {@code insert}, {@code update} or {@code remove} a row; {@code bury} a key that has
   * none; {@code none}.
   */
  static final String EFFECT = "_effect";

  private static final String HELD = "_held";

  private static final String OF_A_NEW_KEY =
      "CASE _kind WHEN 'put' THEN 'insert' WHEN 'delete' THEN 'bury' ELSE 'none' END";

  private final StampedTable silver;
  private final List<String> key;

  /** Rows that have one of the changes' keys; empty if the table has no rows. */
  private final Optional<Dataset<Row>> found;

  private final Dataset<Row> all;
  private final Dataset<Row> changing;
  private final Row counts;

  /**
   * Looks.
   *
   * @param changes one per key, with {@code _kind}, {@code _recomputed} and {@code _from};
   *     persisted
   */
  Effects(
      StageRun run, SilverRows shape, StampedTable silver, List<String> key, Dataset<Row> changes) {
    this.silver = silver;
    this.key = key;
    this.found =
        silver.hasRows()
            ? Optional.of(found(run, shape, changes).persist(Kept.LEVEL))
            : Optional.empty();
    this.all =
        found
            .map(rows -> all(run, shape, changes, rows).persist(Kept.LEVEL))
            .orElseGet(() -> changes.withColumn(EFFECT, expr(OF_A_NEW_KEY)));
    this.counts =
        all.selectExpr(
                "count_if(_effect = 'insert')",
                "count_if(_effect IN ('update', 'remove'))",
                "count_if(_effect = 'remove')")
            .first();
    // Of a size that is known when it is joined.
    this.changing = all.where("_effect IN ('update', 'remove')").persist(Kept.LEVEL);
  }

  private Dataset<Row> all(
      StageRun run, SilverRows shape, Dataset<Row> changes, Dataset<Row> held) {
    String newer = "(_recomputed OR " + shape.order("s") + " >= " + HELD + ")";
    // A row that is computed again and comes out the same keeps its batch.
    String same = shape.order("s") + " = " + HELD + " AND s._from < " + run.batch();
    String effect =
        "CASE WHEN "
            + HELD
            + " IS NULL THEN "
            + OF_A_NEW_KEY
            + " WHEN NOT "
            + newer
            + " THEN 'none' WHEN s._kind <> 'put' THEN 'remove' WHEN "
            + same
            + " THEN 'none' ELSE 'update' END AS "
            + EFFECT;
    return changes
        .as("s")
        .join(
            held.select(columns(with(key, HELD))).as("t"),
            expr(Sql.same("t", "s", key, "=")),
            "left")
        .selectExpr("s.*", effect);
  }

  /** Key, order and partition columns of the rows that have one of the changes' keys. */
  private Dataset<Row> found(StageRun run, SilverRows shape, Dataset<Row> changes) {
    Set<String> columns = new LinkedHashSet<>(key);
    columns.addAll(partitionColumns());
    return run.spark()
        .table(silver.main())
        .where(KeyFilter.of(changes, key).condition(""))
        .as("t")
        .join(changes.select(columns(key)).as("s"), expr(Sql.same("t", "s", key, "=")), "left_semi")
        .withColumn(HELD, expr(shape.order("")))
        .select(columns(with(columns, HELD)));
  }

  private List<String> partitionColumns() {
    List<String> columns = new ArrayList<>();
    for (PartitionField field : silver.iceberg().spec().fields()) {
      columns.add(silver.iceberg().schema().findColumnName(field.sourceId()));
    }
    return columns;
  }

  private static List<String> with(Collection<String> names, String more) {
    return Stream.concat(names.stream(), Stream.of(more)).toList();
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(n -> expr(Sql.name(n))).toArray(Column[]::new);
  }

  /** All changes with their effects. */
  Dataset<Row> all() {
    return all;
  }

  /** The changes that take a row's place, or take it away. */
  Dataset<Row> changing() {
    return changing;
  }

  /** Where rows lie that change; only to be asked if there are any. */
  KeyFilter where() {
    List<String> columns =
        Stream.concat(key.stream(), partitionColumns().stream()).distinct().toList();
    Dataset<Row> rows =
        found
            .orElseThrow()
            .as("t")
            .join(
                changing.select(columns(key)).as("s"),
                expr(Sql.same("t", "s", key, "=")),
                "left_semi");
    return KeyFilter.of(rows, columns);
  }

  /** Rows that come anew. */
  long inserted() {
    return counts.getLong(0);
  }

  /** Rows that are replaced or go away. */
  long changed() {
    return counts.getLong(1);
  }

  /** Rows that go away. */
  long removed() {
    return counts.getLong(2);
  }

  @Override
  public void close() {
    changing.unpersist();
    found.ifPresent(
        rows -> {
          all.unpersist();
          rows.unpersist();
        });
  }
}
