package io.ingot.jobs.run;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.definition.TableName;
import io.ingot.core.json.Json;
import io.ingot.core.plan.Sha256;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One stage of one attempt: what its parts work with.
 *
 * @param spark the session
 * @param attempt what to work from
 * @param catalog the Iceberg catalog
 * @param points told of every step
 * @param files the work bucket
 * @param stage the stage
 * @param careful whether expressions may throw
 */
public record StageRun(
    SparkSession spark,
    Attempt attempt,
    String catalog,
    JobPoints points,
    WorkFiles files,
    Stage stage,
    Careful careful) {
  public StageRun(
      SparkSession spark,
      Attempt attempt,
      String catalog,
      JobPoints points,
      WorkFiles files,
      Stage stage) {
    this(spark, attempt, catalog, points, files, stage, Careful.not);
  }

  /** The same run, whose expressions may throw. */
  public StageRun carefully() {
    return new StageRun(spark, attempt, catalog, points, files, stage, Careful.yes);
  }

  /** The same run in another session. */
  StageRun in(SparkSession session) {
    return new StageRun(session, attempt, catalog, points, files, stage, careful);
  }

  /** The number of the batch. */
  public long batch() {
    return attempt.manifest().batch();
  }

  /** SHA-256 of the definitions by which the attempt loads. */
  public String definition() {
    return Sha256.hex(Json.bytes(attempt.definition().sources()));
  }

  /** What tells the commits of this attempt from all others. */
  public Stamp stamp() {
    return new Stamp(batch(), attempt.fence(), attempt.resultKey(stage));
  }

  /** The table's quoted name with its catalog. */
  public String sqlName(TableName table) {
    return Sql.name(catalog) + "." + Sql.name(table.database()) + "." + Sql.name(table.table());
  }

  /** Whether there is such a table. */
  public boolean exists(TableName table) {
    return spark.catalog().tableExists(sqlName(table));
  }

  /** The rows of a table's main. */
  public Dataset<Row> table(TableName table) {
    return spark.table(sqlName(table));
  }
}
