package io.ingot.local.cli;

import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ingot skip}. */
@Command(
    name = "skip",
    description =
        "Go on without a held batch, or without some of its files: take back what it published; the files become refused.")
final class SkipCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;
  @Mixin private OperatorOptions options;

  @Option(names = "--batch", required = true, paramLabel = "N", description = "The held batch.")
  private long batch;

  @Option(
      names = "--file",
      arity = "1..*",
      paramLabel = "KEY",
      description = "Only these files of the batch; the others are loaded under its number.")
  private List<String> files = List.of();

  @Override
  public Integer call() throws IOException {
    try (LocalSystem system = ingot.open(false, options.faults())) {
      Operation operation = new Operation(system, ingot, options);
      return operation.run(
          operation.pipelineOf(batch), io.ingot.core.plan.Command.skip(batch, files));
    }
  }
}
