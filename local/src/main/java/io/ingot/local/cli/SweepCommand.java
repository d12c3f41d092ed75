package io.ingot.local.cli;

import io.ingot.core.sweep.SweepReport;
import io.ingot.local.run.LocalSystem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ingot sweep}. */
@Command(
    name = "sweep",
    description =
        "Find what was missed: files in the landing folder that were never admitted,"
            + " batches of dead executions, files that wait while nothing runs.")
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private Ingot ingot;

  @Mixin private FaultOption faults = new FaultOption();

  @Override
  public Integer call() {
    try (LocalSystem system = ingot.open(false, faults.plan())) {
      Executions executions = new Executions(system, ingot.out());
      // Whoever was writing a file during the first look has changed it by the second.
      system.landing().capture(system.landing().look(), system.clock().instant());
      SweepReport report = system.sweep();
      ingot
          .out()
          .printf(
              "swept: %,d file versions listed, %,d were unknown (%,d of them refused)%s%s%n",
              report.listed(),
              report.registered(),
              report.refused(),
              report.ignored() == 0 ? "" : ", %,d ignored".formatted(report.ignored()),
              report.restarted().isEmpty()
                  ? ""
                  : ", started: " + String.join(", ", report.restarted()));
      FaultOption.tell(system, ingot.err());
      int code = executions.outcome();
      return code == Ingot.DONE && report.refused() > 0 ? Ingot.REFUSED : code;
    }
  }
}
