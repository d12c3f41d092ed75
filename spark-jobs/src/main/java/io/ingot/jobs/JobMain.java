package io.ingot.jobs;

import io.ingot.jobs.run.Failures;
import io.ingot.jobs.run.JobPoints;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point of the Spark jobs: runs one stage, or all, of one attempt of a batch. */
public final class JobMain {
  private static final Logger LOG = LoggerFactory.getLogger(JobMain.class);

  private JobMain() {}

  /**
   * Runs {@code <bronze|silver|gold|all|withdraw> <attempt-file-uri> [--catalog lake]} in the
   * session that spark-submit configured. Exits with 1 if it fails, 2 if the command line is wrong.
   */
  public static void main(String[] args) {
    int exit = run(args);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static int run(String... args) {
    JobOptions options;
    try {
      options = JobOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    try (SparkSession spark = SparkSession.builder().appName("ingot").getOrCreate()) {
      Job.run(spark, options, JobPoints.NONE);
      return 0;
    } catch (Exception | Error e) { // Spark throws exceptions that it does not declare.
      LOG.error("The job failed", e);
      System.err.println(Failures.line(e));
      return 1;
    }
  }
}
