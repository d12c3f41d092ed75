package io.ingot.jobs.lineage;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.lineage.Explanation.Change;
import io.ingot.jobs.lineage.Explanation.Explained;
import io.ingot.jobs.lineage.Explanation.Place;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.silver.SilverHistory;
import io.ingot.jobs.silver.SilverRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Explains rows of a source's silver table by all changes of their keys that bronze has, and rows
 * of its history by those of them that hold from the same time.
 */
final class SilverLineage {
  private static final int CHANGES_LISTED = 20;
  private static final List<String> PLACE =
      List.of(BronzeColumns.SOURCE_FILE, BronzeColumns.FILE_VERSION, BronzeColumns.POSITION);

  private final Lineage lineage;
  private final SourceDefinition source;
  private final SilverRows shape;
  private final TableName table;

  /** What tells one row from another, and the columns that are shown. */
  private final List<String> key;

  private final List<String> shown;

  private SilverLineage(
      Lineage lineage,
      SourceDefinition source,
      TableName table,
      List<String> key,
      List<String> shown) {
    this.lineage = lineage;
    this.source = source;
    this.shape = new SilverRows(source);
    this.table = table;
    this.key = key;
    this.shown = shown;
  }

  /** Of the silver table. Without a key, a row is its place. */
  static SilverLineage silver(Lineage lineage, SourceDefinition source) {
    List<String> key = source.silver().key();
    List<String> shown = new SilverRows(source).userColumns();
    return new SilverLineage(
        lineage, source, source.silver().table(), key.isEmpty() ? PLACE : key, shown);
  }

  /** Of the history table. */
  static SilverLineage history(Lineage lineage, SourceDefinition source) {
    List<String> key = new ArrayList<>(source.silver().key());
    key.add(SilverHistory.FROM);
    List<String> shown = new ArrayList<>(new SilverRows(source).userColumns());
    shown.addAll(SilverHistory.INTERVAL);
    return new SilverLineage(lineage, source, source.silver().historyTable(), key, shown);
  }

  Explanation explain(String predicate, int limit) {
    long batch = lineage.batch(table);
    Dataset<Row> changes = changes();
    Dataset<Row> rows = lineage.rows(table);
    List<Row> keys = keys(rows, predicate, limit);
    if (keys.isEmpty()) {
      // Rows that are not there, or no more: deleted, quarantined, superseded.
      keys = keys(changes, predicate, limit);
    }
    boolean more = keys.size() > limit;
    List<Row> some = keys.subList(0, Math.min(limit, keys.size()));
    return new Explanation(
        table.toString(),
        "silver",
        predicate,
        batch,
        some.isEmpty() ? List.of() : explained(some, changes, rows, batch),
        more);
  }

  /**
   * Bronze's rows, for a history with the interval of one that was never in force: an empty one.
   */
  private Dataset<Row> changes() {
    Dataset<Row> changes = shape.asWritten(lineage.rows(source.bronze())).where("_corrupt IS NULL");
    return key.contains(SilverHistory.FROM) ? SilverHistory.dated(source, changes) : changes;
  }

  private List<Row> keys(Dataset<Row> rows, String predicate, int limit) {
    Column[] columns = key.stream().map(k -> expr(Sql.name(k))).toArray(Column[]::new);
    return rows.where(predicate).select(columns).distinct().limit(limit + 1).collectAsList();
  }

  private List<Explained> explained(
      List<Row> keys, Dataset<Row> changes, Dataset<Row> table, long batch) {
    Dataset<Row> chosen = lineage.spark().createDataFrame(keys, keys.get(0).schema());
    Map<String, Row> present = new LinkedHashMap<>();
    String id = "to_json(struct(" + Sql.names(key) + "))";
    String user = "to_json(struct(" + Sql.names(shown) + "))";
    only(table, chosen)
        .selectExpr(id, user, "_source_file", "_file_version", "_position")
        .collectAsList()
        .forEach(r -> present.put(r.getString(0), r));
    Map<String, List<Row>> byKey = new LinkedHashMap<>();
    for (Row change : changes(changes, chosen, id)) {
      byKey.computeIfAbsent(change.getAs("id"), k -> new ArrayList<>()).add(change);
    }
    present.keySet().forEach(k -> byKey.computeIfAbsent(k, x -> List.of()));
    List<Explained> result = new ArrayList<>();
    byKey.forEach(
        (k, rows) -> {
          Row row = present.get(k);
          long all = rows.isEmpty() ? 0 : rows.get(0).<Long>getAs("changes");
          result.add(
              new Explained(
                  row == null ? k : row.getString(1),
                  row != null,
                  judged(rows, row, batch),
                  all - rows.size(),
                  List.of()));
        });
    return result;
  }

  private Dataset<Row> only(Dataset<Row> rows, Dataset<Row> chosen) {
    return rows.as("r").join(chosen.as("k"), expr(Sql.same("r", "k", key, "<=>")), "left_semi");
  }

  /** The newest changes of the keys, with what became of their files. */
  private List<Row> changes(Dataset<Row> changes, Dataset<Row> chosen, String id) {
    String window = " OVER (PARTITION BY " + Sql.names(key);
    String sequence = source.silver().sequence().isEmpty() ? "''" : "to_json(_sequence)";
    Dataset<Row> listed =
        only(changes, chosen)
            .withColumn("_order", expr(shape.order("")))
            .withColumn(
                "place", expr("row_number()" + window + " ORDER BY _order DESC, _batch DESC)"))
            .withColumn("changes", expr("count(*)" + window + ")"))
            .where("place <= " + CHANGES_LISTED)
            .selectExpr(
                id + " AS id",
                "place",
                "changes",
                "_batch",
                "_source_file",
                "_file_version",
                "_position",
                "cast(_arrival AS string) AS arrival",
                sequence + " AS sequence",
                "_row",
                "_delete",
                "array_join(_reasons, '; ') AS reasons",
                "size(_rules) > 0 AS quarantined");
    List<String> files =
        listed.select("_source_file").distinct().collectAsList().stream()
            .map(r -> r.getString(0))
            .toList();
    return listed
        .join(
            lineage.numbered(source, files),
            new String[] {"_batch", "_source_file", "_file_version", "_position"},
            "left")
        .join(
            lineage
                .rows(source.filesTable())
                .selectExpr(
                    "_source_file", "_file_version", "batch", "state", "superseded_by_batch"),
            new String[] {"_source_file", "_file_version"},
            "left")
        .orderBy("id", "place")
        .collectAsList();
  }

  private List<Change> judged(List<Row> changes, Row present, long batch) {
    List<Change> result = new ArrayList<>();
    Row winner = null;
    for (Row change : changes) {
      boolean first = winner == null && candidate(change, batch);
      winner = first ? change : winner;
      String[] verdict = verdict(change, winner, first, present, batch, changes.size());
      result.add(
          new Change(
              verdict[0],
              verdict[1],
              place(change),
              change.getAs("sequence"),
              change.getAs("_row")));
    }
    return result;
  }

  private static boolean candidate(Row change, long batch) {
    return counts(change)
        && change.<Long>getAs("_batch") <= batch
        && !change.<Boolean>getAs("quarantined");
  }

  private static boolean counts(Row change) {
    return "loaded".equals(change.getAs("state"))
        && Objects.equals(change.getAs("batch"), change.getAs("_batch"));
  }

  private String[] verdict(Row change, Row winner, boolean first, Row present, long batch, int of) {
    if (!counts(change)) {
      return new String[] {"superseded", superseded(change)};
    }
    if (change.<Long>getAs("_batch") > batch) {
      return new String[] {
        "waiting", "the table does not have batch " + change.getAs("_batch") + " yet"
      };
    }
    if (change.<Boolean>getAs("quarantined")) {
      return new String[] {"quarantined", change.getAs("reasons")};
    }
    if (!first) {
      return new String[] {"loses", older(change, winner)};
    }
    if (change.<Boolean>getAs("_delete")) {
      return new String[] {"deletes", "the newest change that counts deletes the key"};
    }
    boolean there =
        present != null
            && present.getString(2).equals(change.getAs("_source_file"))
            && present.getString(3).equals(change.getAs("_file_version"))
            && present.getLong(4) == change.<Long>getAs("_position");
    return there
        ? new String[] {"wins", of == 1 ? "the only change" : "the newest change that counts"}
        : new String[] {
          "absent",
          "the table does not have it: a deletion of the key was newer, or it was withdrawn"
        };
  }

  private static String superseded(Row change) {
    Object by = change.getAs("superseded_by_batch");
    if (by != null) {
      return "its file version no longer counts since batch " + by;
    }
    return "loaded".equals(change.getAs("state"))
        ? "its file version was loaded again by batch " + change.getAs("batch")
        : "its file version does not count";
  }

  /** Why a change comes after another: sequence, then arrival, then place. */
  private static String older(Row change, Row winner) {
    String mine = change.getAs("sequence");
    String other = winner.getAs("sequence");
    if (!Objects.equals(mine, other)) {
      return "its sequence " + mine + " is before " + other;
    }
    if (!Objects.equals(change.getAs("arrival"), winner.getAs("arrival"))) {
      return (mine.isEmpty() ? "" : "same sequence, and ")
          + "its file arrived earlier ("
          + change.getAs("arrival")
          + ", before "
          + winner.getAs("arrival")
          + ")";
    }
    return "same sequence and arrival, and it stands earlier in the file";
  }

  private static Place place(Row change) {
    Object number = change.getAs("_number");
    return new Place(
        change.getAs("_batch"),
        change.getAs("_source_file"),
        change.getAs("_file_version"),
        change.getAs("arrival"),
        number == null ? 0 : ((Number) number).longValue(),
        change.getAs("_position"));
  }
}
