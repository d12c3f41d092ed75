package io.ingot.jobs;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.core.plan.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stage of one attempt: prepares all its tables, writes the result, then publishes.
 *
 * @param spark the session
 * @param attempt what to work from
 * @param catalog the Iceberg catalog
 * @param points told of every step
 * @param files the work bucket
 * @param stage the stage
 * @param careful whether expressions may throw
 */
record StageRun(
    SparkSession spark,
    Attempt attempt,
    String catalog,
    JobPoints points,
    WorkFiles files,
    Stage stage,
    Careful careful) {
  private static final Logger LOG = LoggerFactory.getLogger(StageRun.class);

  StageRun(
      SparkSession spark,
      Attempt attempt,
      String catalog,
      JobPoints points,
      WorkFiles files,
      Stage stage) {
    this(spark, attempt, catalog, points, files, stage, Careful.not);
  }

  /** The same run in another session. */
  StageRun in(SparkSession session) {
    return new StageRun(session, attempt, catalog, points, files, stage, careful);
  }

  void run() {
    points.reached(stage + ":start");
    if (attempt.restores() != (stage == Stage.withdraw)) {
      throw new RefusedException(
          "Cannot run stage %s: the attempt %s. Start the stage that its execution asks for."
              .formatted(stage, attempt.restores() ? "takes tables back" : "loads a batch"));
    }
    long start = System.nanoTime();
    Prepared prepared = prepare();
    StageResult result =
        new StageResult(
            stage.name(),
            batch(),
            attempt.fence(),
            attempt.attempt(),
            prepared.told(),
            prepared.files(),
            prepared.bytesRead(),
            prepared.recordsRead(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    files.write(attempt.work() + "/" + attempt.resultKey(stage.name()), result);
    points.reached(stage + ":prepared");
    for (StampedTable table : prepared.publish()) {
      points.reached(stage + ":publish:" + table.name() + ":before");
      if (stage == Stage.withdraw) {
        table.restore(attempt.restore());
      } else {
        table.publish();
      }
      points.reached(stage + ":publish:" + table.name() + ":after");
    }
    points.reached(stage + ":done");
  }

  private Prepared prepare() {
    return switch (stage) {
      case bronze -> new BronzeStage(this).prepare();
      case silver -> silver();
      case gold -> new GoldStage(this).prepare();
      case withdraw -> new Withdrawal(this).prepare();
    };
  }

  /** An expression that throws for some row is found out by computing it row by row. */
  private Prepared silver() {
    try {
      return new SilverStage(this).prepare();
    } catch (Exception e) { // Spark throws exceptions that it does not declare.
      if (!Failures.mayBeOfARow(e)) {
        throw e;
      }
      LOG.warn("Silver cannot be computed; looking for the rows", e);
      StageRun again = new StageRun(spark, attempt, catalog, points, files, stage, Careful.yes);
      return Careful.withoutShared(spark, () -> new SilverStage(again).prepare());
    }
  }

  /**
   * Looks whether a newer lease has the pipeline. A table that was made by this attempt has no
   * fence of its own yet; the files tables have, because a withdrawal stamps them first.
   *
   * @throws FencedException if it has
   */
  void checkFence() {
    attempt.definition().sources().stream()
        .map(FilesTable::name)
        .filter(name -> spark.catalog().tableExists(sqlName(name)))
        .forEach(name -> StampedTable.open(this, name));
  }

  long batch() {
    return attempt.manifest().batch();
  }

  /** What every commit of this attempt says of itself. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(stamp().properties());
    properties.put(StampedTable.DEFINITION, definition());
    properties.put(TableOwner.PIPELINE, attempt.definition().name());
    return properties;
  }

  /** SHA-256 of the definitions by which the attempt loads. */
  String definition() {
    return Sha256.hex(Json.bytes(attempt.definition().sources()));
  }

  Stamp stamp() {
    return new Stamp(batch(), attempt.fence(), attempt.resultKey(stage.name()));
  }

  /** The table's quoted name with its catalog. */
  String sqlName(TableName table) {
    return Sql.name(catalog) + "." + Sql.name(table.database()) + "." + Sql.name(table.table());
  }

  /** What the attempt that published a table said of it; zeros if its result is no longer there. */
  TableResult published(StampedTable table) {
    return published(table, StageResult::tables).stream()
        .filter(t -> t.table().equals(table.name().toString()))
        .findFirst()
        .orElse(new TableResult(table.name().toString(), 0, 0, 0, 0, 0));
  }

  /** What the attempt that published a table said of the files. */
  List<FileResult> publishedFiles(StampedTable table) {
    return published(table, StageResult::files);
  }

  private <T> List<T> published(
      StampedTable table, java.util.function.Function<StageResult, List<T>> part) {
    Optional<Stamp> stamp = table.stamp().filter(s -> s.batch() == batch());
    return stamp
        .flatMap(s -> files.find(attempt.work() + "/" + s.result(), StageResult.class))
        .map(part)
        .orElse(List.of());
  }

  /**
   * What a stage has prepared.
   *
   * @param publish tables to publish, in this order
   * @param tables results of all touched tables
   * @param files results of all files (bronze)
   * @param bytesRead bytes that its scans read
   * @param recordsRead records that they read
   */
  record Prepared(
      List<StampedTable> publish,
      List<TableResult> tables,
      List<FileResult> files,
      long bytesRead,
      long recordsRead) {

    /** The results, which tell also what others had done to the tables that are published. */
    List<TableResult> told() {
      return tables.stream()
          .map(
              t ->
                  publish.stream()
                      .filter(p -> p.name().toString().equals(t.table()))
                      .findFirst()
                      .map(p -> t.telling(p.foreign()))
                      .orElse(t))
          .toList();
    }

    /** Several parts as one, which has read what they have read. */
    static Prepared join(List<Prepared> parts) {
      return join(
          parts,
          parts.stream().mapToLong(Prepared::bytesRead).sum(),
          parts.stream().mapToLong(Prepared::recordsRead).sum());
    }

    /** Several sources' or marts' parts as one. */
    static Prepared join(List<Prepared> parts, long bytesRead, long recordsRead) {
      List<StampedTable> publish = new ArrayList<>();
      List<TableResult> tables = new ArrayList<>();
      List<FileResult> files = new ArrayList<>();
      for (Prepared part : parts) {
        publish.addAll(part.publish());
        tables.addAll(part.tables());
        files.addAll(part.files());
      }
      return new Prepared(publish, tables, files, bytesRead, recordsRead);
    }
  }
}
