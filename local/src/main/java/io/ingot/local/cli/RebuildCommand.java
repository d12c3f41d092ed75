package io.ingot.local.cli;

import io.ingot.core.attempt.Rebuild;
import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot rebuild}. */
@Command(
    name = "rebuild",
    description =
        "Compute a source's silver, quarantine, tombstones and history again, with the marts over"
            + " it, or one mart; by the definitions of today, as one batch.")
final class RebuildCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;
  @Mixin private OperatorOptions options;

  @Parameters(paramLabel = "[PIPELINE/]NAME", description = "The source or the mart.")
  private String name = "";

  /** What a source is computed from. */
  enum From {
    bronze,
    landing
  }

  @Option(
      names = "--from",
      paramLabel = "LAYER",
      description =
          "Of a source: bronze (default), or landing to read all its files into bronze again before"
              + " that.")
  private From from;

  @Override
  public Integer call() throws IOException {
    try (LocalSystem system = ingot.open(false, options.faults())) {
      Computed what = Computed.find(system.definitions(), options.pipeline(), name);
      String layer = from == null ? "" : from.name().toLowerCase(Locale.ROOT);
      return new Operation(system, ingot, options)
          .run(
              what.pipeline(),
              io.ingot.core.plan.Command.rebuild(
                  what.name(), what.isSource() && layer.isEmpty() ? Rebuild.BRONZE : layer));
    }
  }
}
