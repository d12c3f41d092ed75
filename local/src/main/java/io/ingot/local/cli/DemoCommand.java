package io.ingot.local.cli;

import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.port.LandedObject;
import io.ingot.local.generate.GeneratedFiles;
import io.ingot.local.generate.Generator;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Tables;
import io.ingot.local.run.Uploads;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot demo}. */
@Command(
    name = "demo",
    description =
        "Load a pipeline's samples, or data made for it, into a fresh lake, upload by upload, and show"
            + " the tables.")
final class DemoCommand implements Callable<Integer> {
  private static final String MARK = "DEMO";

  /** A table of so few rows is shown as a whole. */
  private static final long FEW = 20;

  /** Of the data that is made where there are no samples. */
  private static final double SCALE = 0.01;

  @ParentCommand private Ingot ingot;

  @Parameters(
      arity = "0..1",
      paramLabel = "PIPELINE",
      description = "Whose samples (default: ${DEFAULT-VALUE}).",
      defaultValue = "rides")
  private String name = "rides";

  @Override
  public Integer call() throws IOException {
    Path generated = Files.createTempDirectory("ingot-demo");
    try {
      return demo(uploads(generated));
    } finally {
      FileUtil.fullyDelete(generated.toFile());
    }
  }

  private int demo(List<Map<String, Path>> uploads) throws IOException {
    Lake lake = ingot.lake();
    freshen(lake.root());
    Files.writeString(
        Files.createDirectories(lake.root()).resolve(MARK),
        "This lake was made by ./ingot demo, which deletes it when it runs again.\n");
    try (LocalSystem system = ingot.open();
        Tables tables = new Tables(lake.warehouse())) {
      Executions executions = new Executions(system, ingot.out());
      PipelineDefinition pipeline = system.definitions().pipeline(name).orElseThrow();
      List<Tables.Info> before = List.of();
      for (int number = 1; number <= uploads.size(); number++) {
        upload(system, number, uploads.get(number - 1));
        int code = executions.drain(Optional.of(name));
        if (code != Ingot.DONE) {
          return code;
        }
        List<Tables.Info> after = tables.of(pipeline);
        changed(pipeline, before, after)
            .forEach(t -> ingot.out().printf("  %-48s %,7d rows%n", t.table(), t.rows()));
        ingot.out().println();
        before = after;
      }
      int code = again(executions, pipeline, tables);
      show(lake, pipeline, tables);
      return code;
    }
  }

  /** What is uploaded, in turn: files by key. Samples if the pipeline has some, else made ones. */
  private List<Map<String, Path>> uploads(Path generated) {
    Optional<Generator> generator = Generator.of(name);
    if (generator.isEmpty() || Samples.exist(ingot.pipelines(), name)) {
      List<Samples.Sample> samples = Samples.of(ingot.pipelines(), name);
      String landing =
          LocalSystem.definitions(ingot.pipelines())
              .pipeline(name)
              .orElseThrow()
              .sources()
              .get(0)
              .landing();
      return samples.stream().map(s -> Map.of(landing + s.name(), s.file())).toList();
    }
    List<Map<String, Path>> uploads = new ArrayList<>();
    for (boolean update : List.of(false, true)) {
      Path folder = generated.resolve(update ? "update" : "load");
      Map<String, Path> files = new TreeMap<>();
      GeneratedFiles.write(
              generator.get(), Generator.Request.ofScale(SCALE, update), folder, written -> {})
          .forEach(f -> files.put(f.key(), folder.resolve(f.key())));
      uploads.add(files);
    }
    return uploads;
  }

  private void upload(LocalSystem system, int number, Map<String, Path> files) {
    List<LandedObject> landed = new ArrayList<>();
    files.forEach(
        (key, file) -> landed.add(system.landing().put(key, file, system.clock().instant())));
    ingot
        .out()
        .printf(
            "Upload %d: %s%n",
            number, landed.size() == 1 ? landed.get(0).file().key() : landed.size() + " files");
    new Uploads(system, new DeferredStarts()).deliver(landed);
  }

  /** The tables that an upload changed; of many, those that people ask. */
  private static List<Tables.Info> changed(
      PipelineDefinition pipeline, List<Tables.Info> before, List<Tables.Info> after) {
    Set<String> asked =
        Stream.concat(
                pipeline.sources().stream().map(s -> s.silver().table()),
                pipeline.marts().stream().map(MartDefinition::table))
            .map(TableName::toString)
            .collect(Collectors.toSet());
    return after.stream()
        .filter(t -> !before.contains(t))
        .filter(t -> after.size() <= FEW || asked.contains(t.table()))
        .toList();
  }

  /** A run without an upload leaves every table at its snapshot. */
  private int again(Executions executions, PipelineDefinition pipeline, Tables tables) {
    List<Tables.Info> before = tables.of(pipeline);
    ingot.out().println("Run again, without an upload:");
    int code = executions.drain(Optional.of(name));
    List<Tables.Info> after = tables.of(pipeline);
    for (Tables.Info table : after) {
      boolean same = before.contains(table);
      if (!same || after.size() <= FEW) {
        ingot
            .out()
            .printf(
                "  %-48s snapshot %d, %s%n",
                table.table(), table.snapshot(), same ? "as before" : "CHANGED");
      }
    }
    if (after.size() > FEW && after.equals(before)) {
      ingot.out().printf("  %d tables, all at their snapshots, as before%n", after.size());
    }
    ingot.out().println();
    return after.equals(before) ? code : Ingot.FAILED;
  }

  private void show(Lake lake, PipelineDefinition pipeline, Tables tables) {
    SparkSession spark = LocalSpark.session(lake.warehouse());
    if (pipeline.sources().size() == 1) {
      SourceDefinition source = pipeline.sources().get(0);
      TableName silver = source.silver().table();
      if (tables.info(silver).filter(t -> t.rows() <= FEW).isPresent()) {
        show(
            spark,
            "SELECT %s FROM %s%s"
                .formatted(columns(spark, silver), silver, order(source.silver().key())),
            silver);
      }
    }
    for (MartDefinition mart : pipeline.marts()) {
      long rows = tables.info(mart.table()).map(Tables.Info::rows).orElse(0L);
      if (rows > 0 && rows <= FEW) {
        show(spark, all(mart), mart.table());
      }
    }
    ingot
        .out()
        .printf(
            "Ask more: ./ingot query \"%s\"%nLook around: ./ingot status%n",
            all(pipeline.marts().get(0)));
  }

  private void show(SparkSession spark, String sql, TableName table) {
    ingot.out().printf("%s:%n", table);
    RowPrinter.table(spark.sql(sql), ingot.out());
    ingot.out().println();
  }

  private static String all(MartDefinition mart) {
    return "SELECT * FROM " + mart.table() + order(mart.key());
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
