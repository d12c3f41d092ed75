package io.ingot.bench.read;

import io.ingot.bench.read.BronzeLake.Cost;
import io.ingot.local.run.Benchmark;
import io.ingot.local.spark.LocalSpark;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import io.ingot.readers.ReadSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;

/**
 * How fast text is read: TPC-DS web_sales as text and as JSON, by the readers alone, through the
 * data source beside Spark's own parsers, and into bronze; and what many columns cost.
 */
public final class ReadBenchmark implements Benchmark {
  private static final double SCALE = 1;
  private static final int CELLS = 1_000_000;
  private static final int WIDE = 1_000;
  private static final int NARROW = 100;
  private static final int REPEATS = 5;
  private static final double MIB = 1 << 20;

  private final double scale;
  private final int cells;
  private final int repeats;
  private final Map<String, String> figures = new LinkedHashMap<>();

  /** The full measure. */
  public ReadBenchmark() {
    this(SCALE, CELLS, REPEATS);
  }

  /**
   * A smaller measure.
   *
   * @param scale of TPC-DS
   * @param cells of the wide and the narrow table
   * @param repeats how often each is measured; the median counts
   */
  ReadBenchmark(double scale, int cells, int repeats) {
    this.scale = scale;
    this.cells = cells;
    this.repeats = repeats;
  }

  @Override
  public String name() {
    return "read";
  }

  @Override
  public Benchmark atScale(double other) {
    return new ReadBenchmark(other, cells, repeats);
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    Path folder = Files.createTempDirectory("ingot-read");
    try {
      out.println("Writing web_sales …");
      WebSales sales = WebSales.write(folder.resolve("files"), scale);
      SparkSession spark = LocalSpark.session(folder.resolve("warehouse"));
      Path work = folder.resolve("work");
      BronzeLake text = new BronzeLake(spark, work, "plain", WebSales.textDefinition());
      BronzeLake json = new BronzeLake(spark, work, "json", WebSales.jsonDefinition());
      BronzeLake options = new BronzeLake(spark, work, "options", WebSales.optionsDefinition());
      figures.put("rows", Long.toString(sales.rows()));
      figures.put("csv_mib", number(mib(sales.text())));
      figures.put("json_mib", number(mib(sales.json())));
      figures.put("cores", Integer.toString(spark.sparkContext().defaultParallelism()));
      out.println("The readers alone …");
      readers(sales, text.source().readSpec(), json.source().readSpec());
      reader("options", options.source().readSpec(), sales.options(), sales.options(), sales);
      out.println("Scans, in turn with Spark's own …");
      scans("csv", new ScanSpeed(spark, text.source().readSpec(), sales.text(), sales.rows()));
      scans("json", new ScanSpeed(spark, json.source().readSpec(), sales.json(), sales.rows()));
      out.println("Bronze …");
      bronze(spark, sales, text, options);
      out.println("Bronze of many columns …");
      wide(spark, folder);
      return figures;
    } finally {
      FileUtil.fullyDelete(folder.toFile());
    }
  }

  private void readers(WebSales sales, ReadSpec text, ReadSpec json) throws IOException {
    reader("csv", text, sales.text(), sales.text(), sales);
    reader("csv_gz", text, sales.textZipped(), sales.text(), sales);
    reader("csv_windows_1252", in(text, "windows-1252"), sales.text(), sales.text(), sales);
    reader("json", json, sales.json(), sales.json(), sales);
    reader("json_gz", json, sales.jsonZipped(), sales.json(), sales);
  }

  private static ReadSpec in(ReadSpec spec, String encoding) {
    CsvDialect plain = spec.format().csv();
    CsvDialect dialect =
        CsvDialect.with()
            .delimiter(plain.delimiter())
            .header(plain.header())
            .trailingDelimiter(plain.trailingDelimiter())
            .encoding(encoding)
            .done();
    return new ReadSpec(
        Format.of(dialect), spec.columns(), spec.unknown(), spec.landing(), spec.maxField());
  }

  private void reader(String what, ReadSpec spec, Path file, Path text, WebSales sales)
      throws IOException {
    ReaderSpeed.seconds(spec, file, sales.rows());
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      seconds.add(ReaderSpeed.seconds(spec, file, sales.rows()));
    }
    figures.put("reader_" + what + "_mib_per_s", number(mib(text) / median(seconds, s -> s)));
  }

  private void scans(String what, ScanSpeed scan) throws IOException {
    scan.ours();
    scan.sparks();
    List<Double> ours = new ArrayList<>();
    List<Double> sparks = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      ours.add(scan.ours());
      sparks.add(scan.sparks());
    }
    figures.put("scan_" + what + "_seconds", number(median(ours, s -> s)));
    figures.put("scan_" + what + "_seconds_spark", number(median(sparks, s -> s)));
    figures.put("scan_" + what + "_ratio", number(median(sparks, s -> s) / median(ours, s -> s)));
  }

  private void bronze(SparkSession spark, WebSales sales, BronzeLake plain, BronzeLake options)
      throws Exception {
    warmUp(plain, sales.text(), sales.rows());
    warmUp(options, sales.options(), sales.rows());
    List<Cost> plains = new ArrayList<>();
    List<Cost> optionals = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      plains.add(plain.load(sales.text(), sales.rows()));
      optionals.add(options.load(sales.options(), sales.rows()));
    }
    int cores = spark.sparkContext().defaultParallelism();
    double speed = mib(sales.text()) / median(plains, Cost::seconds) / cores;
    double slower = mib(sales.options()) / median(optionals, Cost::seconds) / cores;
    figures.put("bronze_seconds", number(median(plains, Cost::seconds)));
    figures.put("bronze_mib_per_s_and_core", number(speed));
    figures.put("bronze_options_mib_per_s_and_core", number(slower));
    figures.put("bronze_options_ratio", number(slower / speed));
  }

  /** The compiler of the JVM takes its time. */
  private void warmUp(BronzeLake lake, Path file, long rows) throws Exception {
    for (int i = 0; i < repeats / 2 + 1; i++) {
      lake.load(file, rows);
    }
  }

  private void wide(SparkSession spark, Path folder) throws Exception {
    WideRows wide = new WideRows(WIDE, cells / WIDE);
    WideRows narrow = new WideRows(NARROW, cells / NARROW);
    Path wideFile = folder.resolve("files/wide.csv");
    Path narrowFile = folder.resolve("files/narrow.csv");
    wide.write(wideFile);
    narrow.write(narrowFile);
    Path work = folder.resolve("work");
    BronzeLake wideLake = new BronzeLake(spark, work, "wide", wide.definition());
    BronzeLake narrowLake = new BronzeLake(spark, work, "narrow", narrow.definition());
    Cost first = wideLake.load(wideFile, wide.rows());
    warmUp(wideLake, wideFile, wide.rows());
    warmUp(narrowLake, narrowFile, narrow.rows());
    List<Cost> wides = new ArrayList<>();
    List<Cost> narrows = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      wides.add(wideLake.load(wideFile, wide.rows()));
      narrows.add(narrowLake.load(narrowFile, narrow.rows()));
    }
    figures.put("bronze_wide_mib", number(mib(wideFile)));
    figures.put("bronze_wide_seconds_first", number(first.seconds()));
    figures.put("bronze_wide_seconds_first_driver", number(first.driver()));
    figures.put("bronze_wide_seconds", number(median(wides, Cost::seconds)));
    figures.put("bronze_wide_seconds_driver", number(median(wides, Cost::driver)));
    figures.put("bronze_narrow_seconds", number(median(narrows, Cost::seconds)));
    figures.put("bronze_narrow_seconds_driver", number(median(narrows, Cost::driver)));
    figures.put(
        "bronze_wide_ratio", number(median(wides, Cost::seconds) / median(narrows, Cost::seconds)));
  }

  private static double mib(Path file) throws IOException {
    return Files.size(file) / MIB;
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).sorted().toArray()[all.size() / 2];
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
