package io.ingot.local.run;

import io.ingot.jobs.Job;
import io.ingot.jobs.JobOptions;
import io.ingot.jobs.JobPoints;
import io.ingot.local.spark.LocalSpark;
import java.nio.file.Path;

/** Main class of a job's own JVM: warehouse, stage, attempt file and, at will, a fault plan. */
public final class JobProcess {
  private JobProcess() {}

  /** Runs one job; the exit code is 0 if it succeeded. */
  public static void main(String[] args) {
    JobPoints points = args.length > 3 ? Faults.read(Path.of(args[3])) : point -> {};
    Job.run(
        LocalSpark.session(Path.of(args[0])),
        JobOptions.parse(new String[] {args[1], args[2]}),
        points);
  }
}
