package io.ingot.local.cli;

import io.ingot.core.sweep.SweepReport;
import io.ingot.local.run.LocalSystem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ingot sweep}. */
@Command(
    name = "sweep",
    description =
        "Find what fell by the wayside: files in the landing folder that were never admitted,"
            + " batches of dead executions, files that wait while nothing runs.")
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private Ingot ingot;

  @Override
  public Integer call() {
    try (LocalSystem system = ingot.open(false, Optional.empty())) {
      // Whoever was writing a file during the first look has changed it by the second.
      system.landing().capture(system.landing().look(), system.clock().instant());
      SweepReport report = system.sweep();
      ingot
          .out()
          .printf(
              "swept: %,d file versions listed, %,d were unknown (%,d of them refused)%s%n",
              report.listed(),
              report.registered(),
              report.refused(),
              report.restarted().isEmpty()
                  ? ""
                  : ", restarted: " + String.join(", ", report.restarted()));
      int code = new Executions(system, ingot.out()).outcome();
      return code == Ingot.DONE && report.refused() > 0 ? Ingot.REFUSED : code;
    }
  }
}
