package io.ingot.bench.tpcds;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.generate.GeneratedFile;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A fresh lake of the pipeline {@code tpcds}. */
final class TpcdsLake implements AutoCloseable {
  private static final String PIPELINE = "tpcds";

  private final Path folder;
  private final Map<String, Duration> states = new HashMap<>();
  private final LocalSystem system;
  private long batch;

  /**
   * An empty lake.
   *
   * @param folder where it is, until it is closed
   * @param out told of what goes wrong
   */
  TpcdsLake(Path root, Path folder, PrintStream out) {
    this.folder = folder;
    this.system =
        LocalSystem.open(
            new LocalSystem.Settings(
                new Lake(folder),
                root.resolve("pipelines"),
                root.resolve("statemachine/medallion.asl.json"),
                false,
                Optional.empty(),
                Sizing.DEFAULT,
                new SystemPacer()),
            new StateTimes(),
            (subject, message) -> out.println(message));
  }

  /** Adds up for how long the states of executions were worked on. */
  private final class StateTimes implements ExecutionListener {
    private Instant entered = Instant.EPOCH;

    @Override
    public void stateEntered(String state, JsonNode input, Instant time) {
      entered = time;
    }

    @Override
    public void stateExited(String state, JsonNode output, Instant time) {
      states.merge(state, Duration.between(entered, time), Duration::plus);
    }
  }

  /** What a table's data files are. */
  record Stored(long files, long bytes) {}

  SparkSession spark() {
    return LocalSpark.session(system.lake().warehouse());
  }

  List<SourceDefinition> sources() {
    return system.definitions().pipeline(PIPELINE).orElseThrow().sources();
  }

  /** Uploads files. */
  void upload(Path generated, List<GeneratedFile> files) {
    List<LandedObject> landed = new ArrayList<>();
    for (GeneratedFile file : files) {
      Path path = generated.resolve(file.key());
      landed.add(system.landing().put(file.key(), path, system.clock().instant()));
    }
    new Uploads(system, new DeferredStarts()).deliver(landed);
  }

  /** Loads what is uploaded, as the next batch. */
  void load() {
    new Drain(system).run(PIPELINE);
    batch++;
  }

  /** Seconds of the last batch's stage, until it began to publish. */
  double seconds(Stage stage) {
    BatchItem item = system.ledger().batch(PIPELINE, batch).orElseThrow();
    String key = Attempt.resultKey(PIPELINE, batch, item.fence(), item.attempt(), stage);
    return Json.read(system.work().get(key).orElseThrow(), StageResult.class).millis() / 1e3;
  }

  /** Seconds of all states in which jobs ran, those of gold as far as it is a state of its own. */
  double jobSeconds() {
    return Stream.of("Medallion", "Bronze", "Silver")
            .mapToLong(s -> states.getOrDefault(s, Duration.ZERO).toMillis())
            .sum()
        / 1e3;
  }

  /** Data files that were added to a table. */
  Stored stored(TableName table) {
    Row row =
        spark()
            .sql(
                "SELECT coalesce(sum(cast(summary['added-data-files'] AS bigint)), 0),"
                    + " coalesce(sum(cast(summary['added-files-size'] AS bigint)), 0) FROM "
                    + table
                    + ".snapshots")
            .first();
    return new Stored(row.getLong(0), row.getLong(1));
  }

  /** How often metadata of any table was written. */
  long commits() throws IOException {
    try (Stream<Path> all = Files.walk(system.lake().warehouse())) {
      return all.filter(f -> f.getFileName().toString().endsWith(".metadata.json")).count();
    }
  }

  @Override
  public void close() {
    system.close();
    FileUtil.fullyDelete(folder.toFile());
  }
}
