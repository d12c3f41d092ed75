package io.ingot.bench.spark;

import io.ingot.core.admit.Admit;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import io.ingot.core.sweep.Sweep;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.Benchmark;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import io.ingot.local.spark.LocalSpark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A burst through the real local system: small files in three waves, with repeated, disordered and
 * lost events, and every row of bronze, silver and gold compared with what was uploaded.
 */
public final class BurstSparkBenchmark implements Benchmark {
  private static final String PIPELINE = "rides";
  private static final int FILES = 300;
  private static final int WAVES = 3;
  private static final int TWICE_ONE_IN = 20;
  private static final int TWO_VERSIONS_ONE_IN = 100;
  private static final int LOST_ONE_IN = 150;
  private static final int MESSAGES = 100;
  private static final int PUBLISHED_JOB_RUNS_PER_FILE = 3;

  @Override
  public String name() {
    return "burst-spark";
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    return run(out, FILES);
  }

  Map<String, String> run(PrintStream out, int files) throws IOException {
    Path root = Path.of(System.getProperty("ingot.root", "."));
    Lake lake = new Lake(Files.createTempDirectory("ingot-bench").resolve("lake"));
    try (LocalSystem system =
        LocalSystem.open(
            new LocalSystem.Settings(
                lake,
                root.resolve("pipelines"),
                root.resolve("statemachine/medallion.asl.json"),
                false,
                Optional.empty(),
                Sizing.DEFAULT,
                new SystemPacer()),
            ExecutionListener.NONE,
            (subject, message) -> out.println(message))) {
      return new Run(system, out, files).figures();
    }
  }

  private static final class Run {
    private final LocalSystem system;
    private final PrintStream out;
    private final int files;
    private final RideFiles rides = new RideFiles();
    private final Random random = new Random(2026);
    private final List<LandedObject> uploads = new ArrayList<>();
    private final Map<String, Instant> gold = new HashMap<>();
    private int events;

    Run(LocalSystem system, PrintStream out, int files) {
      this.system = system;
      this.out = out;
      this.files = files;
    }

    Map<String, String> figures() throws IOException {
      for (int wave = 0; wave < WAVES; wave++) {
        out.printf("Wave %d of %d …%n", wave + 1, WAVES);
        deliver(wave(wave));
        new Drain(system).run(PIPELINE);
        seen();
      }
      out.println("The sweep finds what no event told of …");
      deliver(uploads.subList(0, uploads.size() / TWICE_ONE_IN));
      Admit admit =
          new Admit(
              system.definitions(),
              system.ledger(),
              system.landing(),
              (subject, message) -> out.println(message));
      new Sweep(system.definitions(), system.ledger(), system.landing(), system.workflow(), admit)
          .sweep(system.clock().instant(), "bench");
      seen();
      return compared();
    }

    /** Lands a wave of files and answers the events that will be delivered, in that order. */
    private List<LandedObject> wave(int wave) {
      List<LandedObject> told = new ArrayList<>();
      List<LandedObject> late = new ArrayList<>();
      for (int i = wave * files / WAVES; i < (wave + 1) * files / WAVES; i++) {
        String key = String.format(Locale.ROOT, "rides/data/%05d.csv", i);
        LandedObject object = land(key);
        if (i % TWO_VERSIONS_ONE_IN == 7) {
          late.add(object);
          object = land(key);
        }
        if (i % LOST_ONE_IN != 11) {
          told.add(object);
        }
        if (i % TWICE_ONE_IN == 3) {
          told.add(object);
        }
      }
      Collections.shuffle(told, random);
      told.addAll(late);
      return told;
    }

    private LandedObject land(String key) {
      LandedObject object =
          system
              .landing()
              .put(key, new ByteArrayInputStream(rides.content(key)), system.clock().instant());
      rides.landed(object);
      uploads.add(object);
      return object;
    }

    private void deliver(List<LandedObject> objects) {
      Uploads queue = new Uploads(system, new DeferredStarts());
      for (int i = 0; i < objects.size(); i += MESSAGES) {
        queue.deliver(objects.subList(i, Math.min(objects.size(), i + MESSAGES)));
      }
      events += objects.size();
    }

    /** Whatever is settled by now was published in gold by now. */
    private void seen() {
      Instant now = system.clock().instant();
      system.ledger().settledFiles(PIPELINE).stream()
          .map(FileItem::file)
          .forEach(f -> gold.putIfAbsent(f.toString(), now));
    }

    private Map<String, String> compared() throws IOException {
      SparkSession spark = LocalSpark.session(system.lake().warehouse());
      Difference bronze =
          Difference.of(
              rides.bronze(),
              counts(
                  spark,
                  "SELECT concat(_source_file, '?versionId=', _file_version), count(*)"
                      + " FROM uber_database.rides GROUP BY 1"));
      Difference silver =
          Difference.of(
              rides.silver(),
              counts(
                  spark,
                  "SELECT ride_id, count(*) FROM uber_database.rides_silver_data GROUP BY 1"));
      Map<String, String> figures = new LinkedHashMap<>();
      figures.put("uploads", Integer.toString(uploads.size()));
      figures.put("events", Integer.toString(events));
      figures.put("latency_p50_s", latency(50));
      figures.put("latency_p95_s", latency(95));
      List<ExecutionResult> executions = system.workflow().results();
      figures.put("executions", Integer.toString(executions.size()));
      figures.put("batches", Integer.toString(system.ledger().batches(PIPELINE).size()));
      figures.put("job_runs", Integer.toString(jobRuns()));
      figures.put(
          "conflicts",
          Long.toString(
              executions.stream()
                  .filter(e -> e.status() != ExecutionResult.Status.SUCCEEDED)
                  .count()));
      figures.put("duplicates", Integer.toString(bronze.tooMany() + silver.tooMany()));
      figures.put("lost", Integer.toString(bronze.missing() + silver.missing()));
      figures.put("gold_rows_wrong", Integer.toString(goldRowsWrong(spark)));
      figures.put(
          "job_runs_one_execution_per_file",
          Integer.toString(PUBLISHED_JOB_RUNS_PER_FILE * uploads.size()));
      return figures;
    }

    private String latency(int percent) {
      List<Double> seconds =
          uploads.stream()
              .filter(u -> gold.containsKey(u.file().toString()))
              .map(
                  u ->
                      Duration.between(u.time(), gold.get(u.file().toString())).toMillis() / 1000.0)
              .sorted()
              .toList();
      int rank = (int) Math.ceil(percent / 100.0 * seconds.size());
      return String.format(Locale.ROOT, "%.1f", seconds.get(rank - 1));
    }

    private int jobRuns() throws IOException {
      try (Stream<Path> runs = Files.list(system.lake().root().resolve("jobs"))) {
        return (int) runs.filter(f -> f.toString().endsWith(".json")).count();
      }
    }

    private static Map<String, Integer> counts(SparkSession spark, String sql) {
      Map<String, Integer> counts = new HashMap<>();
      for (Row row : spark.sql(sql).collectAsList()) {
        counts.put(row.getString(0), (int) row.getLong(1));
      }
      return counts;
    }

    private int goldRowsWrong(SparkSession spark) {
      Map<String, BigDecimal> shown = new HashMap<>();
      for (Row row :
          spark
              .sql("SELECT driver_number, total_fare FROM uber_database.rides_gold_data")
              .collectAsList()) {
        shown.put(row.getString(0), row.getDecimal(1));
      }
      Map<String, BigDecimal> expected = rides.gold();
      int extra = (int) shown.keySet().stream().filter(d -> !expected.containsKey(d)).count();
      return extra
          + (int)
              expected.entrySet().stream()
                  .filter(
                      e ->
                          !shown.containsKey(e.getKey())
                              || shown.get(e.getKey()).compareTo(e.getValue()) != 0)
                  .count();
    }
  }
}
