package io.ingot.local.run;

import io.ingot.jobs.Job;
import io.ingot.jobs.JobOptions;
import io.ingot.jobs.run.JobPoints;
import io.ingot.local.fault.JobFaults;
import io.ingot.local.spark.LocalSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs in this JVM: the quickest way. */
final class InProcessJobs implements JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessJobs.class);

  private final Path warehouse;
  private final JobPoints points;

  InProcessJobs(Path warehouse, JobPoints points) {
    this.warehouse = warehouse;
    this.points = points;
  }

  @Override
  public End run(String id, String stage, String attemptFile, Duration limit) {
    SparkSession spark = LocalSpark.session(warehouse);
    ExecutorService thread = Executors.newSingleThreadExecutor(r -> new Thread(r, "job-" + stage));
    try {
      Future<?> job =
          thread.submit(
              () -> {
                SparkSession.setActiveSession(spark);
                spark.sparkContext().setJobGroup(id, stage, true);
                Job.run(spark, JobOptions.parse(new String[] {stage, attemptFile}), points);
              });
      if (limit.isZero()) {
        job.get();
      } else {
        job.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
      return End.SUCCESS;
    } catch (TimeoutException e) {
      spark.sparkContext().cancelJobGroup(id);
      return new End("TIMED_OUT", "it took longer than " + limit);
    } catch (ExecutionException e) {
      LOG.error("Job run {} failed", id, e.getCause());
      if (ProcessEnd.hasBegun()) {
        ProcessEnd.await();
      }
      if (e.getCause() instanceof JobFaults.TimedOutException) {
        return new End("TIMED_OUT", e.getCause().getMessage());
      }
      return new End("FAILED", String.valueOf(e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      spark.sparkContext().cancelJobGroup(id);
      return new End("FAILED", "it was interrupted");
    } finally {
      thread.shutdownNow();
    }
  }
}
