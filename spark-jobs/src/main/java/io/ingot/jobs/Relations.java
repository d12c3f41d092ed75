package io.ingot.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a mart's SQL reads by name: silver tables and other marts, now and before the batch. */
final class Relations {
  private final StageRun run;
  private final PipelineDefinition pipeline;
  private final Map<String, StampedTable> silvers = new HashMap<>();
  private final Map<String, String> prepared = new HashMap<>();

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

  /** A mart is read from this attempt's branch from now on. */
  void prepared(MartDefinition mart, StampedTable table) {
    prepared.put(mart.name(), table.branch());
  }

  /** The relation as it is now, without metadata columns. */
  Dataset<Row> now(String name) {
    Optional<SourceDefinition> source = pipeline.source(name);
    if (source.isPresent()) {
      StampedTable silver = silver(source.get());
      return user(source.get(), run.spark().table(silver.main()));
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
    return run.spark().table(prepared.getOrDefault(name, run.sqlName(mart.table())));
  }

  /** Whether the state before the batch can still be read. */
  boolean hasOld(SourceDefinition source) {
    String base = silver(source).summary().get(StampedTable.BASE);
    return base != null
        && (Long.parseLong(base) == StampedTable.NO_BASE
            || silver(source).iceberg().snapshot(Long.parseLong(base)) != null);
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

  /** Rows that the batch has changed, as they were before. */
  Dataset<Row> oldDelta(SourceDefinition source) {
    return user(source, changed(source, oldRows(source)));
  }

  private Dataset<Row> oldRows(SourceDefinition source) {
    StampedTable silver = silver(source);
    long base = Long.parseLong(silver.summary().get(StampedTable.BASE));
    if (base == StampedTable.NO_BASE) {
      return run.spark().table(silver.main()).where("false");
    }
    // Not VERSION AS OF: Iceberg's tables are equal by name, so that Spark takes two snapshots of a
    // table for the same plan and drops one of them from a union; options tell them apart.
    return asNow(silver, base, run.spark().read().option("snapshot-id", base).table(silver.main()));
  }

  /** A snapshot is read with the columns that the table had then: they get their present names. */
  private static Dataset<Row> asNow(StampedTable silver, long base, Dataset<Row> rows) {
    Schema now = silver.iceberg().schema();
    Schema then = SnapshotUtil.schemaFor(silver.iceberg(), base);
    if (now.sameSchema(then)) {
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

  /** Old rows whose key the batch may have changed: too many do no harm. */
  private Dataset<Row> changed(SourceDefinition source, Dataset<Row> rows) {
    List<String> key = source.silver().key();
    String gone = gone(source);
    if (key.isEmpty()) {
      // A version that comes again takes the place of its own former rows.
      return rows.where("_batch = " + run.batch() + " OR " + gone + " OR " + again(source));
    }
    if (none(source, StampedTable.CHANGED)) {
      return rows.where("false");
    }
    Column[] columns = key.stream().map(k -> col(Sql.name(k))).toArray(Column[]::new);
    Dataset<Row> keys =
        run.spark().table(silver(source).main()).where("_batch = " + run.batch()).select(columns);
    if (!none(source, StampedTable.REMOVED)) {
      // Of a row that was taken away, only what the batch read tells the key.
      Dataset<Row> bronze =
          run.spark().table(run.sqlName(source.bronze())).where("_batch = " + run.batch());
      keys =
          keys.union(new SilverRows(source).of(bronze).where("_corrupt IS NULL").select(columns));
      if (!FilesTable.superseded(run, source).isEmpty()) {
        keys = keys.union(oldRows(source).where(gone).select(columns));
      }
      keys = keys.distinct();
    }
    return rows.where(KeyFilter.of(keys, key).condition(""))
        .as("r")
        .join(keys.as("k"), expr(Sql.same("r", "k", key, "=")), "left_semi");
  }

  private boolean none(SourceDefinition source, String property) {
    return "0".equals(silver(source).summary().get(property));
  }

  private String gone(SourceDefinition source) {
    return of(FilesTable.superseded(run, source));
  }

  private String again(SourceDefinition source) {
    return of(run.attempt().files(source.name()));
  }

  /** Rows of some file versions. */
  private static String of(List<FileItem> files) {
    if (files.isEmpty()) {
      return "false";
    }
    return files.stream()
        .map(f -> Sql.text(f.file().toString()))
        .collect(
            Collectors.joining(
                ", ", "concat(_source_file, '?versionId=', _file_version) IN (", ")"));
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
          if (run.spark().catalog().tableExists(run.sqlName(source.silver().table()))) {
            return StampedTable.open(run, source.silver().table());
          }
          BronzeColumns.layout(source).ensure(run, source.bronze());
          SilverRows shape = new SilverRows(source);
          Dataset<Row> none = shape.of(run.spark().table(run.sqlName(source.bronze())));
          return shape.layout(none).ensure(run, source.silver().table());
        });
  }
}
