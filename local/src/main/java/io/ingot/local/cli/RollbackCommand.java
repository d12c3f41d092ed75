package io.ingot.local.cli;

import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ingot rollback}. */
@Command(
    name = "rollback",
    description =
        "Take all tables of a pipeline back to a batch; the files of later batches become refused.")
final class RollbackCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;
  @Mixin private OperatorOptions options;

  @Option(
      names = "--to-batch",
      required = true,
      paramLabel = "N",
      description = "The last batch to keep; 0 keeps none.")
  private long batch;

  @Override
  public Integer call() throws IOException {
    try (LocalSystem system = ingot.open(false, options.faults())) {
      Operation operation = new Operation(system, ingot, options);
      return operation.run(operation.pipelineOf(batch), io.ingot.core.plan.Command.rollback(batch));
    }
  }
}
