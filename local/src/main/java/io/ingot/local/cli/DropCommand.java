package io.ingot.local.cli;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot drop}. */
@Command(
    name = "drop",
    description = "Delete tables that no definition names any more, with their files.")
final class DropCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;

  @Parameters(
      arity = "1..*",
      paramLabel = "TABLE",
      description = "Tables with their databases, as ./ingot status shows them.")
  private List<String> names = List.of();

  @Option(names = "--dry-run", description = "Say what would be done, and change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    try (LocalSystem system = ingot.open();
        Tables tables = new Tables(ingot.lake().warehouse())) {
      List<Tables.Info> strays = tables.strays(system.definitions());
      List<Tables.Info> dropped = new ArrayList<>();
      for (String name : names) {
        Optional<Tables.Info> stray =
            strays.stream().filter(t -> t.table().equals(name)).findFirst();
        stray.ifPresentOrElse(dropped::add, () -> missing(name, system, tables));
      }
      for (Tables.Info table : dropped) {
        PipelineItem header = system.ledger().pipeline(table.pipeline());
        if (!header.free() && system.workflow().running(header.owner())) {
          ingot
              .out()
              .printf(
                  "%s: another command works on it. Run ./ingot drop again when that has ended.%n",
                  table.pipeline());
          return Ingot.BUSY;
        }
        if (!dryRun) {
          tables.drop(table);
        }
        ingot
            .out()
            .printf(
                "%s %s (%,d rows)%n",
                dryRun ? "would delete" : "deleted", table.table(), table.rows());
      }
      return Ingot.DONE;
    }
  }

  private void missing(String name, LocalSystem system, Tables tables) {
    boolean defined =
        system.definitions().pipelines().stream()
            .flatMap(p -> tables.of(p).stream())
            .anyMatch(t -> t.table().equals(name));
    if (defined) {
      throw new RefusedException(
          "Cannot drop table %s: a pipeline defines it. Remove its source or mart from the definitions first."
              .formatted(name));
    }
    ingot.out().printf("%s: nothing to do, there is no such table%n", name);
  }
}
