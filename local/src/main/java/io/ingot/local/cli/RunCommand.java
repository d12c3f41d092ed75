package io.ingot.local.cli;

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
        return new Executions(system, ingot.out())
            .drain(Optional.of(pipeline).filter(p -> !p.isEmpty()));
      } finally {
        FaultOption.tell(system, ingot.err());
      }
    }
  }
}
