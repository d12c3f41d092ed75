package io.ingot.local.cli;

import io.ingot.core.definition.MartDefinition;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot demo}. */
@Command(
    name = "demo",
    description =
        "Load a pipeline's samples into a fresh lake, upload by upload, and show the tables.")
final class DemoCommand implements Callable<Integer> {
  private static final String MARK = "DEMO";

  /** A table of so few rows is shown as a whole. */
  private static final long FEW = 20;

  @ParentCommand private Ingot ingot;

  @Parameters(
      arity = "0..1",
      paramLabel = "PIPELINE",
      description = "Whose samples (default: ${DEFAULT-VALUE}).",
      defaultValue = "rides")
  private String name = "rides";

  @Override
  public Integer call() throws IOException {
    Lake lake = ingot.lake();
    List<Samples.Sample> samples = Samples.of(ingot.pipelines(), name);
    freshen(lake.root());
    Files.writeString(
        Files.createDirectories(lake.root()).resolve(MARK),
        "This lake was made by ./ingot demo, which deletes it when it runs again.\n");
    try (LocalSystem system = ingot.open();
        Tables tables = new Tables(lake.warehouse())) {
      Executions executions = new Executions(system, ingot.out());
      PipelineDefinition pipeline = system.definitions().pipeline(name).orElseThrow();
      for (Samples.Sample sample : samples) {
        upload(system, pipeline, sample);
        int code = executions.drain(Optional.of(name));
        if (code != Ingot.DONE) {
          return code;
        }
        tables
            .of(pipeline)
            .forEach(t -> ingot.out().printf("  %-48s %,7d rows%n", t.table(), t.rows()));
        ingot.out().println();
      }
      int code = again(executions, pipeline, tables);
      show(lake, pipeline, tables);
      return code;
    }
  }

  private void upload(LocalSystem system, PipelineDefinition pipeline, Samples.Sample sample) {
    SourceDefinition source = pipeline.sources().get(0);
    LandedObject landed =
        system
            .landing()
            .put(source.landing() + sample.name(), sample.file(), system.clock().instant());
    ingot.out().printf("Upload %d: %s%n", sample.number(), landed.file().key());
    new Uploads(system, new DeferredStarts()).deliver(List.of(landed));
  }

  /** A run without an upload leaves every table at its snapshot. */
  private int again(Executions executions, PipelineDefinition pipeline, Tables tables) {
    List<Tables.Info> before = tables.of(pipeline);
    ingot.out().println("Run again, without an upload:");
    int code = executions.drain(Optional.of(name));
    tables
        .of(pipeline)
        .forEach(
            t ->
                ingot
                    .out()
                    .printf(
                        "  %-48s snapshot %d, %s%n",
                        t.table(), t.snapshot(), before.contains(t) ? "as before" : "CHANGED"));
    ingot.out().println();
    return tables.of(pipeline).equals(before) ? code : Ingot.FAILED;
  }

  private void show(Lake lake, PipelineDefinition pipeline, Tables tables) {
    SparkSession spark = LocalSpark.session(lake.warehouse());
    for (SourceDefinition source : pipeline.sources()) {
      TableName silver = source.silver().table();
      if (tables.info(silver).filter(t -> t.rows() <= FEW).isPresent()) {
        show(
            spark,
            "SELECT %s FROM %s%s"
                .formatted(columns(spark, silver), silver, order(source.silver().key())),
            silver);
      }
    }
    MartDefinition mart = pipeline.marts().get(0);
    String sql = "SELECT * FROM " + mart.table() + order(mart.key());
    show(spark, sql, mart.table());
    ingot.out().printf("Ask more: ./ingot query \"%s\"%nLook around: ./ingot status%n", sql);
  }

  private void show(SparkSession spark, String sql, TableName table) {
    ingot.out().printf("%s:%n", table);
    RowPrinter.table(spark.sql(sql), ingot.out());
    ingot.out().println();
  }

  private static String order(List<String> key) {
    return key.isEmpty() ? "" : " ORDER BY " + String.join(", ", key);
  }

  /** The columns that are not Ingot's own. */
  private static String columns(SparkSession spark, TableName table) {
    return Stream.of(spark.table(table.toString()).columns())
        .filter(c -> !c.startsWith("_"))
        .collect(Collectors.joining(", "));
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
