package io.ingot.bench;

import io.ingot.bench.CountedFiles.Kind;
import io.ingot.bench.FlatLake.Cost;
import io.ingot.bench.FlatLake.Keys;
import io.ingot.local.run.Benchmark;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.SparkSession;

/**
 * What a batch costs while its tables grow to a hundred times their size: for keys of a time and
 * for random keys, for files that replace others, and without a key; what the touched groups of a
 * mart cost beside all of them; and what the published design costs on the same files: it reads all
 * of them, takes what is newer than its newest day, and aggregates everything.
 */
public final class FlatnessBenchmark implements Benchmark {
  private static final int ROWS = 100_000;
  private static final int WARM_UP_ROWS = 5_000;
  private static final int REPEATS = 3;

  /** Most files of a batch of history: a laptop's disk is not a cluster's. */
  private static final int HISTORY_FILES = 25;

  private static final int[] SCALES = {1, 10, 100};

  /** The ratios come last. */
  private static final List<String> LAST =
      List.of(
          "ratio_time_partitioned",
          "ratio_time_partitioned_data",
          "ratio_random_keys",
          "ratio_random_keys_data",
          "ratio_replace",
          "ratio_replace_data",
          "ratio_no_key",
          "ratio_no_key_data",
          "gold_speedup",
          "speedup_over_published");

  private final Map<String, String> figures = new LinkedHashMap<>();

  @Override
  public String name() {
    return "flatness";
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    Path root = Path.of(System.getProperty("ingot.root", "."));
    int rows = Integer.getInteger("ingot.bench.rows", ROWS);
    figures.put("rows_per_batch", Integer.toString(rows));
    String keys =
        System.getProperty("ingot.bench.keys", "time_partitioned,random_keys,replace,no_key");
    out.println("Warming up …");
    CountedFiles.count(LocalSpark.session().sparkContext());
    try (FlatLake warm = new FlatLake(root, out, Keys.time_partitioned, WARM_UP_ROWS)) {
      warm.history(1);
      warm.increment();
      warm.increment();
    }
    if (keys.contains("time_partitioned")) {
      try (FlatLake lake = new FlatLake(root, out, Keys.time_partitioned, rows)) {
        double ours = grow(lake, "time_partitioned", lake::increment, Cost::seconds, out);
        gold(lake, out);
        published(lake, ours, out);
      }
    }
    if (keys.contains("random_keys")) {
      try (FlatLake lake = new FlatLake(root, out, Keys.random_keys, rows)) {
        grow(lake, "random_keys", lake::increment, Cost::seconds, out);
      }
    }
    if (keys.contains("replace")) {
      try (FlatLake lake = new FlatLake(root, out, Keys.time_partitioned, rows)) {
        grow(lake, "replace", lake::replacement, Cost::allBytes, out);
      }
    }
    if (keys.contains("no_key")) {
      try (FlatLake lake = new FlatLake(root, out, Keys.no_key, rows)) {
        grow(lake, "no_key", lake::increment, Cost::allBytes, out);
      }
    }
    for (String last : LAST) {
      if (figures.containsKey(last)) {
        figures.put(last, figures.remove(last));
      }
    }
    return figures;
  }

  /** What is measured of a lake. */
  @FunctionalInterface
  private interface Batch {
    Cost load() throws IOException;
  }

  /**
   * Lets a lake grow, and measures batches on the way.
   *
   * @param ratio what is compared between the largest and the smallest size
   * @return seconds of a batch in the end
   */
  private double grow(
      FlatLake lake, String keys, Batch batch, ToDoubleFunction<Cost> ratio, PrintStream out)
      throws IOException {
    int size = 0;
    double first = 0;
    double firstData = 0;
    List<Cost> costs = List.of();
    for (int scale : SCALES) {
      out.printf("%s: history of %d batches …%n", keys, scale);
      for (int left = scale - size; left > 0; left -= HISTORY_FILES) {
        lake.history(Math.min(left, HISTORY_FILES));
      }
      costs = new ArrayList<>();
      for (int i = 0; i < REPEATS; i++) {
        costs.add(batch.load());
      }
      size = lake.days();
      first = scale == 1 ? median(costs, ratio) : first;
      firstData = scale == 1 ? median(costs, Cost::dataBytes) : firstData;
      String at = keys + "_" + scale + "x";
      figures.put("seconds_" + at, number(median(costs, Cost::seconds)));
      figures.put("seconds_silver_" + at, number(median(costs, Cost::silver)));
      figures.put("seconds_gold_" + at, number(median(costs, Cost::gold)));
      figures.put("bytes_" + at, Long.toString((long) median(costs, Cost::allBytes)));
      for (Kind kind : Kind.values()) {
        double bytes = median(costs, c -> c.bytes().get(kind));
        figures.put("bytes_" + kind + "_" + at, Long.toString((long) bytes));
      }
      figures.put("rewritten_" + at, Long.toString((long) median(costs, c -> c.rewritten())));
    }
    figures.put("ratio_" + keys, number(median(costs, ratio) / first));
    figures.put("ratio_" + keys + "_data", number(median(costs, Cost::dataBytes) / firstData));
    return median(costs, Cost::seconds);
  }

  /** The same mart by the same stage: one group in a hundred, against all of them. */
  private void gold(FlatLake lake, PrintStream out) throws IOException {
    List<Cost> groups = new ArrayList<>();
    List<Cost> full = new ArrayList<>();
    out.println("Gold: touched groups and all of them, in turns …");
    for (int i = 0; i < REPEATS; i++) {
      groups.add(lake.corrections());
      lake.redefine();
      full.add(lake.corrections());
    }
    figures.put("gold_groups_touched", Long.toString(groups.get(0).groups()));
    figures.put("gold_groups", Long.toString(full.get(0).groups()));
    figures.put("seconds_gold_groups", number(median(groups, Cost::gold)));
    figures.put("seconds_gold_full", number(median(full, Cost::gold)));
    figures.put("gold_speedup", number(median(full, Cost::gold) / median(groups, Cost::gold)));
  }

  private void published(FlatLake lake, double ours, PrintStream out) {
    out.println("The published design on the same files …");
    SparkSession spark = lake.spark();
    spark.sql("CREATE DATABASE IF NOT EXISTS published");
    String files = lake.landing().toUri().toString();
    double seconds = 0;
    for (boolean history : new boolean[] {true, false}) {
      // All but the newest day are in silver before; the first run is its history.
      if (!history) {
        spark.sql(
            "DELETE FROM published.silver WHERE day = (SELECT max(day) FROM published.silver)");
      }
      long start = System.nanoTime();
      spark
          .read()
          .option("header", true)
          .option("inferSchema", true)
          .csv(files)
          .createOrReplaceTempView("published_raw");
      if (history) {
        spark.sql("CREATE TABLE published.silver USING iceberg AS SELECT * FROM published_raw");
      } else {
        spark.sql(
            "INSERT INTO published.silver SELECT * FROM published_raw WHERE day >"
                + " (SELECT max(day) FROM published.silver)");
      }
      spark.sql(
          "CREATE OR REPLACE TABLE published.gold USING iceberg AS SELECT "
              + FlatLake.AGGREGATES
              + " FROM published.silver GROUP BY day");
      seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
      out.printf("  %.2f s%n", seconds);
    }
    figures.put("seconds_published", number(seconds));
    figures.put("speedup_over_published", number(seconds / ours));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
    return costs.stream().mapToDouble(value).sorted().toArray()[costs.size() / 2];
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
