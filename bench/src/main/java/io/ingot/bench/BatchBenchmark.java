package io.ingot.bench;

import io.ingot.bench.FlatLake.Cost;
import io.ingot.bench.FlatLake.Keys;
import io.ingot.local.run.Benchmark;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;

/**
 * What one small file costs: a keyed source with an incremental mart, which are five tables. A
 * further file of 1,000 rows, a file of 3 rows that replaces another, and one more by a command
 * that starts its JVM.
 */
public final class BatchBenchmark implements Benchmark {
  private static final int ROWS = 1_000;
  private static final int FEW_ROWS = 3;
  private static final int WARM = 3;
  private static final int REPEATS = 3;

  private final Map<String, String> figures = new LinkedHashMap<>();

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    Path root = Path.of(System.getProperty("ingot.root", "."));
    SparkContext spark = LocalSpark.session().sparkContext();
    CountedFiles.count(spark);
    out.println("A file of 1,000 rows …");
    try (FlatLake lake = new FlatLake(root, out, Keys.time_partitioned, ROWS)) {
      warm(lake);
      measure(spark, "file", lake, () -> lake.history(1));
      figures.put("file_seconds_cold", number(lake.cold()));
    }
    out.println("A file of 3 rows that replaces another …");
    try (FlatLake lake = new FlatLake(root, out, Keys.time_partitioned, FEW_ROWS)) {
      warm(lake);
      lake.replacement();
      measure(spark, "replaced", lake, lake::replacement);
    }
    return figures;
  }

  private static void warm(FlatLake lake) throws IOException {
    for (int i = 0; i < WARM; i++) {
      lake.history(1);
    }
  }

  /** A batch that is measured. */
  @FunctionalInterface
  private interface Batch {
    Cost load() throws IOException;
  }

  private void measure(SparkContext spark, String name, FlatLake lake, Batch batch)
      throws Exception {
    long commits = lake.commits();
    long requests = CountedFiles.requests();
    double[] seconds = new double[REPEATS];
    SparkCounts counts =
        SparkCounts.during(
            spark,
            () -> {
              for (int i = 0; i < REPEATS; i++) {
                try {
                  seconds[i] = batch.load().seconds();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    Arrays.sort(seconds);
    figures.put(name + "_spark_jobs", each(counts.jobs()));
    figures.put(name + "_sql_executions", each(counts.executions()));
    figures.put(name + "_tasks", each(counts.tasks()));
    figures.put(name + "_metadata_commits", each(lake.commits() - commits));
    figures.put(name + "_object_requests", each(CountedFiles.requests() - requests));
    figures.put(name + "_seconds_warm", number(seconds[REPEATS / 2]));
  }

  private static String each(long all) {
    return number((double) all / REPEATS);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
