package io.ingot.local.cli;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.local.lake.MovedTables;
import io.ingot.local.lake.SqliteLedger;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.RenamedPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot adopt}. */
@Command(
    name = "adopt",
    description =
        "Make a copied or moved lake work where it lies now, or give the tables of a pipeline to its new name.")
final class AdoptCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** What to adopt. */
  private static final class What {
    @Option(
        names = "--moved-from",
        paramLabel = "OLD",
        description = "The folder that the lake had before. It is not read, and may be gone.")
    private Path lake;

    @ArgGroup(exclusive = false)
    private Renamed renamed;
  }

  /** A pipeline that was renamed. */
  private static final class Renamed {
    @Parameters(
        paramLabel = "PIPELINE",
        description = "The pipeline that was renamed, by its new name.")
    private String pipeline = "";

    @Option(
        names = "--from",
        required = true,
        paramLabel = "OLDNAME",
        description = "Its former name.")
    private String from = "";
  }

  boolean ofLake() {
    return what.lake != null;
  }

  @Override
  public Integer call() throws IOException {
    if (ofLake()) {
      lake();
    } else {
      pipeline(what.renamed.pipeline, what.renamed.from);
    }
    return Ingot.DONE;
  }

  private void lake() {
    int tables = MovedTables.adopt(ingot.lake(), what.lake);
    try (SqliteLedger ledger = SqliteLedger.open(ingot.lake().ledger())) {
      ledger.moved(what.lake.toAbsolutePath().normalize(), ingot.lake().root());
    }
    if (tables == 0) {
      ingot.out().printf("Nothing to do: all tables lie in %s.%n", ingot.lake().root());
    } else {
      ingot.out().printf("%d tables lie in %s now.%n", tables, ingot.lake().root());
    }
  }

  private void pipeline(String name, String from) throws IOException {
    try (LocalSystem system = ingot.open()) {
      PipelineDefinition to =
          system
              .definitions()
              .pipeline(name)
              .orElseThrow(
                  () ->
                      new RefusedException(
                          "Cannot adopt pipeline %s: it is not defined. Correct the name."
                              .formatted(name)));
      int tables = new RenamedPipeline(system, from, to).adopt();
      if (tables < 0) {
        ingot.out().printf("%s: nothing to do, nothing here belongs to %s.%n", name, from);
      } else {
        ingot
            .out()
            .printf(
                "%s: %d tables of %s belong to it now, and %,d files wait. Run ./ingot run --pipeline %s.%n",
                name, tables, from, system.ledger().countWaiting(name), name);
      }
    }
  }
}
