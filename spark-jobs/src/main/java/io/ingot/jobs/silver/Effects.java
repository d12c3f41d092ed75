package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.expr;

import io.ingot.jobs.run.Kept;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.table.KeyFilter;
import io.ingot.jobs.table.KeyLook;
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

  /** A deletion that is older than its key's row has none. */
  private static final String DELETION = "(_kind = 'delete' AND _effect <> 'none')";

  /** What takes a row's place, or takes it away. */
  private static final String CHANGING = "_effect IN ('update', 'remove')";

  /** Columns that say in which partition the row of a change is. */
  private static final String WAS = "_was_";

  private static final int DELETIONS = 3;
  private static final int EFFECTIVE = 4;

  private final StampedTable silver;
  private final List<String> key;

  /** Rows that have one of the changes' keys; empty if the table has no rows. */
  private final Optional<Dataset<Row>> found;

  private final Dataset<Row> all;
  private final Dataset<Row> changing;
  private final Row counts;
  private final KeyFilter where;

  /**
   * Looks.
   *
   * @param changes one per key, with {@code _kind}, {@code _recomputed} and {@code _from}
   * @param touched where the keys are
   * @param own SQL condition that changes fulfil which came with the batch
   * @param kept whether to keep the changes with their effects, which takes longer than to look
   *     twice if they are many
   * @param few whether they are so few that the values of their keys can be collected
   */
  Effects(
      StageRun run,
      SilverRows shape,
      StampedTable silver,
      List<String> key,
      Dataset<Row> changes,
      KeyFilter touched,
      String own,
      boolean kept,
      boolean few) {
    this.silver = silver;
    this.key = key;
    this.found =
        silver.mayHold(touched)
            ? Optional.of(found(run, shape, changes, touched))
                .map(rows -> few ? rows : rows.persist(Kept.LEVEL))
            : Optional.empty();
    this.all =
        found
            .map(rows -> all(run, shape, changes, rows))
            .map(rows -> kept ? rows.persist(Kept.LEVEL) : rows)
            .orElseGet(() -> changes.withColumn(EFFECT, expr(OF_A_NEW_KEY)));
    List<String> aggregates =
        new ArrayList<>(
            List.of(
                "count_if(_effect = 'insert')",
                "count_if(" + CHANGING + ")",
                "count_if(_effect = 'remove')",
                "count_if(" + DELETION + ")",
                "count_if((_effect IN ('insert', 'update') OR " + DELETION + ") AND " + own + ")"));
    KeyLook look = look(few);
    int where = aggregates.size();
    aggregates.addAll(look.aggregates(CHANGING));
    this.counts = all.selectExpr(aggregates.toArray(String[]::new)).first();
    this.where = look.filter(counts, where);
    // Of a size that is known when it is joined; if they are few, that of all is small enough.
    this.changing = few ? all.where(CHANGING) : all.where(CHANGING).persist(Kept.LEVEL);
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
    List<String> select = new ArrayList<>(List.of("s.*", effect));
    List<String> partition = partitionColumns();
    for (int i = 0; i < partition.size(); i++) {
      select.add(Sql.name("t", partition.get(i)) + " AS " + WAS + i);
    }
    return changes
        .as("s")
        .join(held.as("t"), expr(Sql.same("t", "s", key, "=")), "left")
        .selectExpr(select.toArray(String[]::new));
  }

  /** Looks where rows lie that change. */
  private KeyLook look(boolean few) {
    KeyLook look = new KeyLook(all.schema(), key, few);
    List<String> partition = found.isPresent() ? partitionColumns() : List.of();
    for (int i = 0; i < partition.size(); i++) {
      look.add(partition.get(i), WAS + i, all.schema().apply(WAS + i).dataType());
    }
    return look;
  }

  /** Key, order and partition columns of the rows that have one of the changes' keys. */
  private Dataset<Row> found(
      StageRun run, SilverRows shape, Dataset<Row> changes, KeyFilter touched) {
    Set<String> columns = new LinkedHashSet<>(key);
    columns.addAll(partitionColumns());
    return run.spark()
        .table(silver.main())
        .where(touched.condition(""))
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

  /** Where rows lie that change. */
  KeyFilter where() {
    return where;
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

  /** Deletions that leave a tombstone. */
  long deletions() {
    return counts.getLong(DELETIONS);
  }

  /** The batch's own changes that are now what is known of their keys. */
  long effective() {
    return counts.getLong(EFFECTIVE);
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
