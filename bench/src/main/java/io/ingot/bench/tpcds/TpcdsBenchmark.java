package io.ingot.bench.tpcds;

import io.ingot.bench.SparkCounts;
import io.ingot.bench.tpcds.TpcdsLake.Stored;
import io.ingot.core.attempt.Stage;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.local.generate.GeneratedFile;
import io.ingot.local.generate.GeneratedFiles;
import io.ingot.local.generate.Generator;
import io.ingot.local.run.Benchmark;
import io.ingot.tpcds.TpcdsGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FileUtil;

/**
 * All sources of TPC-DS's web sales through the real workflow into a fresh lake, at once and then
 * each alone, beside Spark that parses the same text and writes it as Parquet.
 */
public final class TpcdsBenchmark implements Benchmark {
  private static final double WARM_UP = 0.01;
  private static final double MIB = 1 << 20;
  private static final List<Stage> STAGES = List.of(Stage.bronze, Stage.silver);

  private final double scale;
  private final Path root = Path.of(System.getProperty("ingot.root", "."));
  private final Map<String, String> figures = new LinkedHashMap<>();

  /** The measure at scale 1. */
  public TpcdsBenchmark() {
    this(1);
  }

  TpcdsBenchmark(double scale) {
    this.scale = scale;
  }

  @Override
  public String name() {
    return "tpcds";
  }

  @Override
  public Benchmark atScale(double other) {
    return new TpcdsBenchmark(other);
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    Path folder = Files.createTempDirectory("ingot-tpcds");
    try {
      out.println("Generating …");
      List<GeneratedFile> small = generate(folder.resolve("small"), WARM_UP);
      List<GeneratedFile> files = generate(folder.resolve("text"), scale);
      out.println("Warming up …");
      try (TpcdsLake lake = new TpcdsLake(root, folder.resolve("warm"), out)) {
        lake.upload(folder.resolve("small"), small);
        lake.load();
        bare(lake, folder.resolve("small"), folder.resolve("work"));
      }
      out.println("All sources at once …");
      try (TpcdsLake lake = new TpcdsLake(root, folder.resolve("lake"), out)) {
        together(lake, folder, files);
      }
      // At scale 10 what follows takes another half an hour.
      figures.forEach((name, value) -> out.printf("  %s: %s%n", name, value));
      out.println("Each source alone …");
      try (TpcdsLake lake = new TpcdsLake(root, folder.resolve("alone"), out)) {
        alone(lake, folder.resolve("text"), files);
      }
      return figures;
    } finally {
      FileUtil.fullyDelete(folder.toFile());
    }
  }

  private static List<GeneratedFile> generate(Path folder, double scale) {
    return GeneratedFiles.write(
        new TpcdsGenerator(), Generator.Request.ofScale(scale), folder, written -> {});
  }

  private void together(TpcdsLake lake, Path folder, List<GeneratedFile> files)
      throws IOException, InterruptedException, TimeoutException {
    Path text = folder.resolve("text");
    lake.upload(text, files);
    double[] total = new double[1];
    SparkCounts counts;
    long memory;
    try (PeakHeap heap = new PeakHeap()) {
      counts =
          SparkCounts.during(
              lake.spark().sparkContext(),
              () -> {
                long start = System.nanoTime();
                lake.load();
                total[0] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1e3;
              });
      memory = heap.bytes();
    }
    double chain = lake.jobSeconds() - lake.seconds(Stage.gold);
    double bare = bare(lake, text, folder.resolve("work"));
    figures.put("scale", Double.toString(scale));
    figures.put("cores", Integer.toString(lake.spark().sparkContext().defaultParallelism()));
    figures.put("text_files", Integer.toString(files.size()));
    figures.put("text_mib", number(mib(text, files)));
    figures.put("total_seconds", number(total[0]));
    for (Stage stage : Stage.LOADING) {
      figures.put(stage + "_seconds", number(lake.seconds(stage)));
    }
    figures.put("chain_seconds", number(chain));
    figures.put("bare_seconds", number(bare));
    figures.put("chain_vs_bare_limit", number(chain / bare));
    figures.put("spark_jobs", Long.toString(counts.jobs()));
    figures.put("sql_executions", Long.toString(counts.executions()));
    figures.put("metadata_commits", Long.toString(lake.commits()));
    figures.put("peak_memory_mib", number(memory / MIB));
    for (SourceDefinition source : lake.sources()) {
      stored(lake, source, Stage.bronze, source.bronze());
      stored(lake, source, Stage.silver, source.silver().table());
    }
  }

  private void stored(TpcdsLake lake, SourceDefinition source, Stage stage, TableName table) {
    Stored stored = lake.stored(table);
    figures.put(source.name() + "_" + stage + "_files", Long.toString(stored.files()));
    figures.put(source.name() + "_" + stage + "_bytes", Long.toString(stored.bytes()));
  }

  private void alone(TpcdsLake lake, Path text, List<GeneratedFile> files) {
    int cores = lake.spark().sparkContext().defaultParallelism();
    for (SourceDefinition source : lake.sources()) {
      List<GeneratedFile> own =
          files.stream().filter(f -> f.source().equals(source.name())).toList();
      lake.upload(text, own);
      lake.load();
      double mib = mib(text, own);
      for (Stage stage : STAGES) {
        String name = source.name() + "_" + stage;
        figures.put(name + "_seconds", number(lake.seconds(stage)));
        figures.put(name + "_mib_per_s", number(mib / lake.seconds(stage)));
      }
      if (source.name().equals("web_sales")) {
        figures.put("silver_mib_per_s_per_core", number(mib / lake.seconds(Stage.silver) / cores));
      }
    }
  }

  private static double bare(TpcdsLake lake, Path text, Path work) {
    return lake.sources().stream()
        .mapToDouble(
            s -> BareSpark.seconds(lake.spark(), s, text.resolve("tpcds/" + s.name()), work))
        .sum();
  }

  private static double mib(Path folder, List<GeneratedFile> files) {
    long bytes = 0;
    for (GeneratedFile file : files) {
      try {
        bytes += Files.size(folder.resolve(file.key()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes / MIB;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
