package io.ingot.local.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all operators' commands take. */
final class OperatorOptions {
  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      description = "The pipeline, if there are several.")
  private String pipeline = "";

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private FaultOption faults = new FaultOption();

  String pipeline() {
    return pipeline;
  }

  boolean dryRun() {
    return dryRun;
  }

  Optional<Path> faults() {
    return faults.plan();
  }
}
