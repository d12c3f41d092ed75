package io.ingot.local.cli;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.plan.Sizing;
import io.ingot.local.run.LocalSystem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ingot run}. */
@Command(name = "run", description = "Load what waits, until nothing waits.")
final class RunCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;

  @Option(names = "--pipeline", paramLabel = "NAME", description = "Only this pipeline.")
  private String pipeline = "";

  @Option(
      names = "--refresh",
      paramLabel = "[PIPELINE/]MART",
      description = "Compute this mart in full before that.")
  private String mart = "";

  @Option(names = "--job-jvm", description = "Give every job run a JVM of its own.")
  private boolean ownJvm;

  @Option(names = "--staged", description = "One job run per stage, whatever the batch's size.")
  private boolean staged;

  @Mixin private FaultOption faults = new FaultOption();

  @Override
  public Integer call() {
    Sizing sizing = staged ? Sizing.DEFAULT.staged() : Sizing.DEFAULT;
    try (LocalSystem system = ingot.open(ownJvm, faults.plan(), sizing)) {
      try {
        Executions executions = new Executions(system, ingot.out());
        int code = mart.isEmpty() ? Ingot.DONE : refresh(system, executions);
        return code == Ingot.DONE || code == Ingot.REFUSED
            ? Executions.worse(
                code, executions.drain(Optional.of(pipeline).filter(p -> !p.isEmpty())))
            : code;
      } finally {
        FaultOption.tell(system, ingot.err());
      }
    }
  }

  private int refresh(LocalSystem system, Executions executions) {
    Computed what = Computed.find(system.definitions(), pipeline, mart);
    if (what.isSource()) {
      throw new RefusedException(
          "Cannot refresh %s: it is a source. Run ./ingot rebuild %s.".formatted(mart, what));
    }
    return executions.command(what.pipeline(), io.ingot.core.plan.Command.rebuild(what.name(), ""));
  }
}
