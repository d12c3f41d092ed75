package io.ingot.local.run;

import io.ingot.local.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Jobs in a JVM of their own, as on EMR Serverless: what kills one leaves the workflow alive. */
final class ChildJvmJobs implements JobRunner {
  private final Lake lake;
  private final LocalJobRuns jobRuns;
  private final Optional<Path> faults;
  private final Path journal;

  ChildJvmJobs(Lake lake, LocalJobRuns jobRuns, Optional<Path> faults, Path journal) {
    this.lake = lake;
    this.jobRuns = jobRuns;
    this.faults = faults;
    this.journal = journal;
  }

  @Override
  public End run(String id, String stage, String attemptFile, Duration limit) {
    try {
      Path log = lake.logs().resolve("job-" + id + ".log");
      Files.createDirectories(log.getParent());
      Process process =
          new ProcessBuilder(command(stage, attemptFile))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      jobRuns.started(id, process);
      try {
        return ended(process, log, limit);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a JVM for job run " + id, e);
    }
  }

  private static End ended(Process process, Path log, Duration limit) {
    try {
      if (limit.isZero()) {
        process.waitFor();
      } else if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new End("TIMED_OUT", "it took longer than " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new End("FAILED", "it was interrupted");
    }
    int code = process.exitValue();
    if (code == JobProcess.TIMED_OUT) {
      return new End("TIMED_OUT", "a fault was planned (log: %s)".formatted(log));
    }
    return code == 0
        ? End.SUCCESS
        : new End("FAILED", "the job's JVM ended with exit code %d (log: %s)".formatted(code, log));
  }

  private List<String> command(String stage, String attemptFile) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.ofThisJvm());
    command.add("-Dingot.log=" + lake.logs().resolve("spark.log"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(JobProcess.class.getName());
    command.add(lake.warehouse().toString());
    command.add(stage);
    command.add(attemptFile);
    faults.ifPresent(
        f -> command.addAll(List.of(f.toAbsolutePath().toString(), journal.toString())));
    return command;
  }
}
