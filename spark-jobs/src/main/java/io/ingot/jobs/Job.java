package io.ingot.jobs;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.jobs.run.Failures;
import io.ingot.jobs.run.FencedException;
import io.ingot.jobs.run.GateException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.SessionSettings;
import io.ingot.jobs.run.StageRun;
import io.ingot.jobs.run.WorkFiles;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** One job run: some stages of one attempt of a batch. */
public final class Job {
  private Job() {}

  /**
   * Runs the stages in order. Repeating a run changes nothing: tables that have the batch are left
   * alone, and the results are written again with the same content. Every stage works in a session
   * of its own on the same Spark context, so that neither settings nor views leak.
   *
   * @param spark a session whose settings name the Iceberg catalog
   * @param options stages, attempt file and catalog
   * @param points told of every step
   * @throws io.ingot.core.failure.IngotException if input, definition or a commit's outcome stops
   *     it
   * @throws GateException if a {@code fail} rule is broken
   * @throws FencedException if a newer attempt has written a table; whatever is thrown is written
   *     to the work bucket as a {@code StageFailure} first
   */
  public static void run(SparkSession spark, JobOptions options, JobPoints points) {
    WorkFiles files = new WorkFiles(spark.sparkContext().hadoopConfiguration());
    Attempt attempt = files.attempt(options.attempt());
    for (Stage stage : options.stages()) {
      Option<SparkSession> before = SparkSession.getActiveSession();
      try {
        SparkSession session = session(spark, options.catalog());
        // Spark takes a catalog's settings from the thread's session, whichever asks for it.
        SparkSession.setActiveSession(session);
        StageLoop.run(new StageRun(session, attempt, options.catalog(), points, files, stage));
      } catch (Exception | Error e) { // Spark throws exceptions that it does not declare.
        boolean stopped = spark.sparkContext().isStopped();
        report(files, attempt, Failures.of(stage, e, stopped), e);
        throw e;
      } finally {
        if (before.isDefined()) {
          SparkSession.setActiveSession(before.get());
        } else {
          SparkSession.clearActiveSession();
        }
      }
    }
  }

  /** A clone, because a new session would not know the catalog that the caller has set. */
  private static SparkSession session(SparkSession spark, String catalog) {
    SparkSession session = spark.cloneSession();
    SessionSettings.apply(session);
    // A table's state lists all its snapshots and is asked for dozens of times by a batch. Within a
    // stage one object stands for a table: StampedTable, which commits, and Spark, which reads and
    // writes, see each other's commits by it. It must not expire, or there would be two.
    session.conf().set("spark.sql.catalog." + catalog + ".cache-enabled", "true");
    session.conf().set("spark.sql.catalog." + catalog + ".cache.expiration-interval-ms", "-1");
    return session;
  }

  private static void report(
      WorkFiles files, Attempt attempt, StageFailure told, Throwable failure) {
    String key =
        StageFailure.key(
            attempt.manifest().pipeline(),
            attempt.manifest().batch(),
            attempt.fence(),
            attempt.attempt());
    try {
      files.write(attempt.work() + "/" + key, told);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
