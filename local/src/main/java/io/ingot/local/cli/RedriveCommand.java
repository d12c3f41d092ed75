package io.ingot.local.cli;

import io.ingot.local.run.LocalSystem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ingot redrive}. */
@Command(name = "redrive", description = "Try a held batch again, after its cause is gone.")
final class RedriveCommand implements Callable<Integer> {
  @ParentCommand private Ingot ingot;

  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      description = "The pipeline, if there are several.")
  private String pipeline = "";

  @Option(names = "--batch", required = true, paramLabel = "N", description = "The held batch.")
  private long batch;

  @Override
  public Integer call() {
    try (LocalSystem system = ingot.open(false, Optional.empty())) {
      Executions executions = new Executions(system, ingot.out());
      return executions.command(
          executions.one(pipeline), io.ingot.core.plan.Command.redrive(batch));
    }
  }
}
