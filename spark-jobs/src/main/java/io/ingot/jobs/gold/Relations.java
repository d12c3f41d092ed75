package io.ingot.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.attempt.StageResult.Foreign;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.silver.SilverRows;
import io.ingot.jobs.table.ForeignChanges;
import io.ingot.jobs.table.FormerRows;
import io.ingot.jobs.table.MartReads;
import io.ingot.jobs.table.StampedTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a mart's SQL reads by name: silver tables and other marts, now and before the batch. */
final class Relations implements AutoCloseable {
  private final StageRun run;
  private final PipelineDefinition pipeline;
  private final Map<String, StampedTable> silvers = new HashMap<>();
  private final Map<String, StampedTable> prepared = new HashMap<>();
  private final Map<String, FormerRows> former = new HashMap<>();

  Relations(StageRun run) {
    this.run = run;
    this.pipeline = run.attempt().definition();
  }

  /** Whether the batch has changed the source's silver table. */
  boolean touched(SourceDefinition source) {
    if (!run.attempt().concerns(source.name())) {
      return false;
    }
    return silver(source).stamp().filter(s -> s.batch() == run.batch()).isPresent();
  }

  /**
   * Whether somebody else has changed rows that a mart was computed from, or its own, since then:
   * what they were before, nobody has said.
   */
  boolean changedByOthers(MartDefinition mart) {
    if (!run.exists(mart.table())) {
      return false;
    }
    StampedTable gold = StampedTable.open(run, mart.table());
    Map<String, Long> read = MartReads.of(gold);
    return gold.changedByOthers()
        || sources(mart).stream()
            .filter(s -> read.containsKey(s.name()))
            .anyMatch(
                s -> !ForeignChanges.since(silver(s).iceberg(), read.get(s.name())).isEmpty());
  }

  /** What others did to the silver tables that a mart reads, as far as no batch has told it. */
  List<Foreign> foreign(MartDefinition mart) {
    return sources(mart).stream()
        .flatMap(s -> silver(s).foreign(MartReads.seen(run, s)).stream())
        .toList();
  }

  /** The states that a mart is computed from, for its stamp. */
  String states(MartDefinition mart) {
    return sources(mart).stream()
        .filter(s -> silver(s).head() != StampedTable.NO_BASE)
        .map(s -> s.name() + "=" + silver(s).head())
        .collect(Collectors.joining(","));
  }

  private List<SourceDefinition> sources(MartDefinition mart) {
    return pipeline.sources().stream().filter(s -> mart.reads().contains(s.name())).toList();
  }

  /** A mart is read as this attempt has prepared it from now on. */
  void prepared(MartDefinition mart, StampedTable table) {
    prepared.put(mart.name(), table);
  }

  /** The relation as it is now, without metadata columns. */
  Dataset<Row> now(String name) {
    Dataset<Row> rows = rows(name);
    return pipeline.source(name).map(s -> user(s, rows)).orElse(rows);
  }

  /** The relation as it is now, with where its rows come from. */
  Dataset<Row> traced(String name) {
    return Origins.traced(pipeline.source(name), rows(name));
  }

  private Dataset<Row> rows(String name) {
    Optional<SourceDefinition> source = pipeline.source(name);
    if (source.isPresent()) {
      return run.spark().table(silver(source.get()).main());
    }
    MartDefinition mart =
        pipeline.marts().stream()
            .filter(m -> m.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "Cannot read relation "
                            + name
                            + ": the pipeline has no source and no mart of that name. Correct the"
                            + " mart's reads."));
    return prepared.containsKey(name) ? prepared.get(name).prepared() : run.table(mart.table());
  }

  /** Whether the state before the batch can still be read. */
  boolean hasOld(SourceDefinition source) {
    String base = silver(source).summary().get(StampedTable.BASE);
    return base != null
        && (Long.parseLong(base) == StampedTable.NO_BASE
            || silver(source).iceberg().snapshot(Long.parseLong(base)) != null);
  }

  /** How many rows of the source's silver table the batch has written or taken away, at most. */
  long changes(SourceDefinition source) {
    Map<String, String> summary = silver(source).summary();
    return Long.parseLong(summary.getOrDefault(StampedTable.CHANGED, "0"))
        + Long.parseLong(summary.getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0"));
  }

  /** The relation before the batch. */
  Dataset<Row> old(String name) {
    return pipeline
        .source(name)
        .filter(this::touched)
        .map(s -> user(s, oldRows(s)))
        .orElseGet(() -> now(name));
  }

  /** Rows that the batch has changed, as they are now; each says so itself. */
  Dataset<Row> newDelta(SourceDefinition source) {
    Dataset<Row> rows = run.spark().table(silver(source).main());
    return user(source, rows.where("_batch = " + run.batch()));
  }

  /** Rows that the batch has changed or taken away, as they were before. */
  Dataset<Row> oldDelta(SourceDefinition source) {
    StampedTable silver = silver(source);
    long base = base(silver);
    boolean none = "0".equals(silver.summary().get(StampedTable.CHANGED));
    return user(
        source,
        none || base == StampedTable.NO_BASE
            ? run.spark().table(silver.main()).where("false")
            : former
                .computeIfAbsent(
                    source.name(),
                    n -> new FormerRows(run.spark(), silver.main(), silver.iceberg()))
                .between(
                    base,
                    silver.head(),
                    silver.summary().getOrDefault(StampedTable.WITHIN, "true")));
  }

  private static long base(StampedTable silver) {
    return Long.parseLong(silver.summary().get(StampedTable.BASE));
  }

  private Dataset<Row> oldRows(SourceDefinition source) {
    StampedTable silver = silver(source);
    long base = base(silver);
    if (base == StampedTable.NO_BASE) {
      return run.spark().table(silver.main()).where("false");
    }
    // Not VERSION AS OF: Iceberg's tables are equal by name, so that Spark takes two snapshots of a
    // table for the same plan and drops one of them from a union; options tell them apart.
    return asNow(silver, base, run.spark().read().option("snapshot-id", base).table(silver.main()));
  }

  /**
   * A snapshot's columns get the names that the table has now. Of a table, Spark reads it with
   * today's columns, of a branch or a tag with those of its time.
   */
  private static Dataset<Row> asNow(StampedTable silver, long base, Dataset<Row> rows) {
    Schema now = silver.iceberg().schema();
    Schema then = SnapshotUtil.schemaFor(silver.iceberg(), base);
    List<String> read = List.of(rows.columns());
    if (now.sameSchema(then) || read.equals(names(now))) {
      return rows;
    }
    Column[] columns =
        now.columns().stream()
            .map(
                field -> {
                  String former = then.findColumnName(field.fieldId());
                  Column value = former == null ? lit(null) : col(Sql.name(former));
                  return value.cast(SparkSchemaUtil.convert(field.type())).as(field.name());
                })
            .toArray(Column[]::new);
    return rows.select(columns);
  }

  private static List<String> names(Schema schema) {
    return schema.columns().stream().map(c -> c.name()).toList();
  }

  /** Forgets the former states; they cannot be read any more. */
  @Override
  public void close() {
    former.values().forEach(FormerRows::close);
    former.clear();
  }

  private static Dataset<Row> user(SourceDefinition source, Dataset<Row> rows) {
    return rows.select(
        new SilverRows(source)
            .userColumns().stream().map(c -> col(Sql.name(c))).toArray(Column[]::new));
  }

  /** The silver table; one of a source that never had a file is made, empty. */
  private StampedTable silver(SourceDefinition source) {
    return silvers.computeIfAbsent(
        source.name(),
        name -> {
          if (run.exists(source.silver().table())) {
            return StampedTable.open(run, source.silver().table());
          }
          BronzeColumns.layout(source).ensure(run, source.bronze());
          SilverRows shape = new SilverRows(source);
          Dataset<Row> none = shape.of(run.table(source.bronze()));
          return shape.layout(none).ensure(run, source.silver().table());
        });
  }
}
