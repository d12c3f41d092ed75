package io.ingot.local.run;

import io.ingot.jobs.Job;
import io.ingot.jobs.JobOptions;
import io.ingot.jobs.run.JobPoints;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.fault.Faults;
import io.ingot.local.fault.JobFaults;
import io.ingot.local.spark.LocalSpark;
import java.nio.file.Path;

/**
 * Main class of a job's own JVM: warehouse, stage, attempt file and, at will, a fault plan with the
 * run's journal of faults.
 */
public final class JobProcess {
  static final int TIMED_OUT = 124;

  private JobProcess() {}

  /** Runs one job; the exit code is 0 if it succeeded. */
  public static void main(String[] args) {
    JobPoints points =
        args.length > 3
            ? new JobFaults(Faults.resume(Path.of(args[3]), Path.of(args[4]), new SystemPacer()))
            : JobPoints.NONE;
    try {
      Job.run(
          LocalSpark.session(Path.of(args[0])),
          JobOptions.parse(new String[] {args[1], args[2]}),
          points);
    } catch (JobFaults.TimedOutException e) {
      System.exit(TIMED_OUT);
    }
  }
}
