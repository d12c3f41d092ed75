package io.ingot.jobs.lineage;

import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.gold.Origins;
import io.ingot.jobs.lineage.Explanation.Contribution;
import io.ingot.jobs.lineage.Explanation.Explained;
import io.ingot.jobs.lineage.Explanation.FilePart;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.syntax.GroupRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Explains gold rows by the rows that the mart's query made them of. */
final class GoldLineage {
  private static final int SAMPLES = 3;
  private static final int NUMBERS = 10;

  /** What a relation's rows carry along: where a silver row comes from, and the row itself. */
  private final Lineage lineage;

  private final MartDefinition mart;

  GoldLineage(Lineage lineage, MartDefinition mart) {
    this.lineage = lineage;
    this.mart = mart;
  }

  Explanation explain(String predicate, int limit) {
    long batch = lineage.batch(mart.table());
    Column[] key = mart.key().stream().map(k -> expr(Sql.name(k))).toArray(Column[]::new);
    Dataset<Row> gold = lineage.rows(mart.table()).where(predicate);
    List<Row> rows = gold.select(key).limit(limit + 1).collectAsList();
    boolean more = rows.size() > limit;
    List<Explained> explained = new ArrayList<>();
    for (Row row : rows.subList(0, Math.min(limit, rows.size()))) {
      explained.add(explained(row));
    }
    return new Explanation(mart.table().toString(), "gold", predicate, batch, explained, more);
  }

  private Explained explained(Row key) {
    Dataset<Row> one = lineage.spark().createDataFrame(List.of(key), key.schema());
    String row =
        lineage
            .rows(mart.table())
            .as("r")
            .join(one.as("k"), expr(Sql.same("r", "k", mart.key(), "<=>")), "left_semi")
            .toJSON()
            .first();
    mart.reads().forEach(r -> traced(r).createOrReplaceTempView(Sql.name(r)));
    Optional<Dataset<Row>> group =
        GroupRows.of(lineage.spark(), mart.sql(), mart.key(), Origins.COLUMN)
            .map(
                rows ->
                    rows.as("r")
                        .join(
                            one.as("k"), expr(Sql.same("r", "k", mart.key(), "<=>")), "left_semi"));
    List<Contribution> reads = new ArrayList<>();
    for (String relation : mart.reads()) {
      reads.add(
          group.isPresent()
              ? contribution(
                  relation,
                  "exactly the group's rows",
                  group
                      .orElseThrow()
                      .selectExpr(Sql.name(Origins.COLUMN + "_" + relation) + " AS o"))
              : candidates(relation, one));
    }
    return new Explained(row, true, List.of(), 0, reads);
  }

  private Dataset<Row> traced(String relation) {
    return Origins.traced(source(relation), lineage.rows(table(relation)));
  }

  /** Of a query that cannot be taken apart: rows with the same values in columns of the key. */
  private Contribution candidates(String relation, Dataset<Row> key) {
    Dataset<Row> rows = lineage.spark().table(Sql.name(relation));
    List<String> have = Arrays.stream(rows.columns()).map(c -> c.toLowerCase(Locale.ROOT)).toList();
    List<String> shared =
        mart.key().stream().filter(k -> have.contains(k.toLowerCase(Locale.ROOT))).toList();
    if (shared.isEmpty()) {
      return contribution(
          relation,
          "all rows, as the query cannot be taken apart",
          rows.selectExpr("_origin AS o"));
    }
    return contribution(
        relation,
        "at most the rows with the same " + String.join(", ", shared),
        rows.as("r")
            .join(key.as("k"), expr(Sql.same("r", "k", shared, "<=>")), "left_semi")
            .selectExpr("_origin AS o"));
  }

  private Contribution contribution(String relation, String how, Dataset<Row> origins) {
    // A join repeats rows.
    Dataset<Row> distinct = origins.distinct();
    long count = distinct.count();
    List<String> samples =
        distinct.selectExpr("o.json").orderBy("json").limit(SAMPLES).collectAsList().stream()
            .map(r -> r.getString(0))
            .toList();
    return new Contribution(
        relation,
        table(relation).toString(),
        how,
        count,
        source(relation).map(s -> files(s, distinct)).orElse(List.of()),
        samples);
  }

  private List<FilePart> files(SourceDefinition source, Dataset<Row> origins) {
    List<String> files =
        origins.selectExpr("o.file").distinct().collectAsList().stream()
            .map(r -> r.getString(0))
            .toList();
    Dataset<Row> counting = lineage.rows(source.filesTable()).where("state = 'loaded'");
    return origins
        .as("r")
        .join(
            lineage.numbered(source, files).as("b"),
            expr(
                "o.file = b._source_file AND o.version = b._file_version"
                    + " AND o.position = b._position"))
        .join(
            counting.as("f"),
            expr(
                "o.file = f._source_file AND o.version = f._file_version"
                    + " AND b._batch = f.batch"),
            "left_semi")
        .groupBy("_batch", "_source_file", "_file_version")
        .agg(
            expr("count(*)"),
            expr("slice(array_sort(collect_list(cast(_number AS bigint))), 1, " + NUMBERS + ")"))
        .orderBy("_batch", "_source_file", "_file_version")
        .collectAsList()
        .stream()
        .map(
            r ->
                new FilePart(
                    r.getLong(0), r.getString(1), r.getString(2), r.getLong(3), r.getList(4)))
        .collect(Collectors.toList());
  }

  private Optional<SourceDefinition> source(String relation) {
    return lineage.pipeline().source(relation);
  }

  private TableName table(String relation) {
    return source(relation)
        .map(s -> s.silver().table())
        .orElseGet(
            () ->
                lineage.pipeline().marts().stream()
                    .filter(m -> m.name().equals(relation))
                    .findFirst()
                    .orElseThrow()
                    .table());
  }
}
