package io.ingot.bench.read;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Shape;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.Work;
import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.jobs.Job;
import io.ingot.jobs.JobOptions;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;

/** A pipeline of one source, whose bronze stage loads one file per batch. */
final class BronzeLake {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final SparkSession spark;
  private final Path work;
  private final PipelineDefinition pipeline;
  private long batch;

  /**
   * An empty lake.
   *
   * @param spark a session whose catalog {@code lake} it is
   * @param work where attempt files and results are written
   * @param name the pipeline's name
   * @param source the source's definition
   */
  BronzeLake(SparkSession spark, Path work, String name, String source) {
    this.spark = spark;
    this.work = work;
    TreeMap<String, String> files = new TreeMap<>();
    files.put(name + "/pipeline.yaml", "pipeline: %s\ndatabase: %s\n".formatted(name, name));
    files.put(name + "/sources/" + source(source) + ".yaml", source);
    this.pipeline =
        DefinitionReader.read(files, new SparkSqlSyntax()).orThrow().pipeline(name).orElseThrow();
  }

  private static String source(String definition) {
    return definition.substring("source: ".length(), definition.indexOf('\n'));
  }

  /** The source. */
  SourceDefinition source() {
    return pipeline.sources().get(0);
  }

  /**
   * What a batch cost.
   *
   * @param seconds from the job's start to its end, all commits included
   * @param driver seconds of them in which no task ran: planning, compiling, commits
   */
  record Cost(double seconds, double driver) {}

  /**
   * Loads a file, as the next batch.
   *
   * @param rows how many rows it has, all of them without a fault
   */
  Cost load(Path file, long rows) throws IOException, InterruptedException, TimeoutException {
    Attempt attempt = attempt(file);
    String manifest = Manifest.key(pipeline.name(), batch, batch);
    Path path = work.resolve(Attempt.key(pipeline.name(), batch, batch, 1));
    Files.createDirectories(path.getParent());
    Files.write(work.resolve(manifest), Json.bytes(attempt.manifest()));
    Files.write(
        path,
        Json.bytes(
            new AttemptFile(
                manifest,
                attempt.fence(),
                attempt.attempt(),
                attempt.definition(),
                attempt.readable(),
                attempt.unreadable(),
                attempt.work(),
                attempt.restore(),
                new AttemptFile.Run(Work.batch, "local", Shape.fused, "", 0, 0, 0))));
    JobOptions options = JobOptions.of(Stage.bronze.name(), "file:" + path, "lake");
    double[] seconds = new double[1];
    double busy =
        BusyTime.during(
            spark.sparkContext(),
            () -> {
              long start = System.nanoTime();
              Job.run(spark, options, JobPoints.NONE);
              seconds[0] = Elapsed.since(start);
            });
    check(attempt, rows);
    return new Cost(seconds[0], seconds[0] - busy);
  }

  private Attempt attempt(Path file) throws IOException {
    batch++;
    String key = source().landing() + "dt=2024-01-02/" + batch + "-" + file.getFileName();
    FileVersion version = new FileVersion("landing", key, "v" + batch);
    FileItem item =
        new FileItem(
            source().name(),
            version,
            Files.size(file),
            "",
            START.plusSeconds(batch),
            "",
            FileState.loaded,
            0,
            "");
    return new Attempt(
        new Manifest(pipeline.name(), batch, batch, START, List.of(item), List.of()),
        batch,
        1,
        pipeline,
        Map.of(version.toString(), "file:" + file.toAbsolutePath()),
        "file:" + work,
        PipelineItem.LOADS);
  }

  private void check(Attempt attempt, long rows) throws IOException {
    byte[] result = Files.readAllBytes(work.resolve(attempt.resultKey(Stage.bronze)));
    FileResult file = Json.read(result, StageResult.class).files().get(0);
    if (!file.refused().isEmpty() || file.rows() != rows || file.report().corruptRecords() > 0) {
      throw new IllegalStateException(
          "The file has %d rows, this came of it: %s".formatted(rows, file));
    }
  }
}
