package io.ingot.local.cli;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.port.LandedObject;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Tables;
import io.ingot.local.run.Uploads;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ingot demo}. */
@Command(
    name = "demo",
    description = "Load the sample rides into a fresh lake, upload by upload, and show the tables.")
final class DemoCommand implements Callable<Integer> {
  private static final String PIPELINE = "rides";
  private static final String MARK = "DEMO";

  @ParentCommand private Ingot ingot;

  @Override
  public Integer call() throws IOException {
    Lake lake = ingot.lake();
    freshen(lake.root());
    Files.writeString(
        Files.createDirectories(lake.root()).resolve(MARK),
        "This lake was made by ./ingot demo, which deletes it when it runs again.\n");
    try (LocalSystem system = ingot.open();
        Tables tables = new Tables(lake.warehouse())) {
      PipelineDefinition pipeline = system.definitions().pipeline(PIPELINE).orElseThrow();
      for (Samples.Sample sample : Samples.of(ingot.pipelines(), PIPELINE)) {
        int code = load(system, pipeline, sample);
        if (code != Ingot.DONE) {
          return code;
        }
        tables
            .of(pipeline)
            .forEach(t -> ingot.out().printf("  %-48s %,7d rows%n", t.table(), t.rows()));
        ingot.out().println();
      }
      show(lake, pipeline.marts().get(0).table());
    }
    return Ingot.DONE;
  }

  private int load(LocalSystem system, PipelineDefinition pipeline, Samples.Sample sample) {
    SourceDefinition source = pipeline.sources().get(0);
    LandedObject landed =
        system
            .landing()
            .put(source.landing() + sample.name(), sample.file(), system.clock().instant());
    ingot.out().printf("Upload %d: %s%n", sample.number(), landed.file().key());
    new Uploads(system, new DeferredStarts()).deliver(List.of(landed));
    return new Executions(system, ingot.out()).drain(Optional.of(PIPELINE));
  }

  private void show(Lake lake, TableName gold) {
    String sql = "SELECT * FROM " + gold + " ORDER BY driver_number";
    ingot.out().printf("%s:%n", gold);
    RowPrinter.table(LocalSpark.session(lake.warehouse()).sql(sql), ingot.out());
    ingot.out().printf("%nAsk more: ./ingot query \"%s\"%nLook around: ./ingot status%n", sql);
  }

  /** Deletes a lake that an earlier demo made, and no other. */
  private static void freshen(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    if (!Files.exists(root.resolve(MARK))) {
      try (Stream<Path> content = Files.list(root)) {
        if (content.anyMatch(p -> !p.getFileName().toString().equals("logs"))) {
          throw new RefusedException(
              "Cannot run the demo in %s: that lake was not made by the demo. Name another with --lake DIR."
                  .formatted(root));
        }
      }
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path :
          all.filter(p -> !p.startsWith(root.resolve("logs")))
              .sorted(Comparator.reverseOrder())
              .filter(p -> !p.equals(root))
              .toList()) {
        Files.delete(path);
      }
    }
  }
}
