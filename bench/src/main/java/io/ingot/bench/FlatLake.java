package io.ingot.bench;

import io.ingot.bench.CountedFiles.Kind;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.Stamp;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * A lake with one pipeline of events, silver and a mart per day, that grows by files of equal size,
 * one a day: nine rows of ten are new, one corrects a row of the day before, or of any day if keys
 * are random. Without a key it is one row more.
 */
final class FlatLake implements AutoCloseable {
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

  /** All numbers have the same count of digits, so that all files are of one size. */
  private static final long FIRST_ID = 100_000_000_000L;

  private static final long IDS_PER_DAY = 100_000_000;
  private static final int CUSTOMERS = 1_000_000;

  /** The mart's columns, by day. */
  static final String AGGREGATES =
      "day, count(*) AS n, count(DISTINCT customer) AS customers, sum(amount) AS total,"
          + " avg(amount) AS mean";

  private static final String MART = "SELECT " + AGGREGATES + " FROM events GROUP BY day";

  private final Path folder;
  private final Path root;
  private final PrintStream out;
  private final Keys keys;
  private final int rows;
  private final SplittableRandom dice = new SplittableRandom(7);
  private LocalSystem system;
  private final List<Integer> rowsOfDay = new ArrayList<>();
  private int files;
  private int batch;
  private int marts;

  /**
   * An empty lake.
   *
   * @param rows rows of a file
   */
  FlatLake(Path root, PrintStream out, Keys keys, int rows) throws IOException {
    this.folder = Files.createTempDirectory("ingot-flatness");
    this.root = root;
    this.out = out;
    this.keys = keys;
    this.rows = rows;
    define();
    this.system = open();
  }

  /** Where a row's key lies. */
  enum Keys {
    /** Keys are of a day, by which silver is partitioned. */
    time_partitioned("silver: {key: [day, id], partition: [days(day)]}"),
    /** Keys are spread over the whole table. */
    random_keys("silver: {key: [id], partition: [\"bucket(8, id)\"]}"),
    /** Rows have no key. */
    no_key("silver: {partition: [days(day)]}");

    private final String silver;

    Keys(String silver) {
      this.silver = silver;
    }
  }

  /**
   * What one batch cost.
   *
   * @param seconds from its start to its end, planning and closing included
   * @param silver seconds of the silver stage
   * @param gold seconds of the gold stage
   * @param bytes bytes that it read from files, by kind
   * @param groups groups of the mart that it computed
   * @param rewritten data files of silver and gold that it took away
   */
  record Cost(
      double seconds,
      double silver,
      double gold,
      Map<Kind, Long> bytes,
      long groups,
      long rewritten) {
    long allBytes() {
      return bytes.values().stream().mapToLong(b -> b).sum();
    }

    long dataBytes() {
      return bytes.get(Kind.data);
    }
  }

  /** Loads files of whole days, in one batch. */
  Cost history(int count) throws IOException {
    List<LandedObject> landed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rowsOfDay.add(0);
      landed.add(land(rows, 0));
    }
    return load(landed);
  }

  /** Loads one file of a new day, of whose rows one in ten is a correction. */
  Cost increment() throws IOException {
    rowsOfDay.add(0);
    return load(List.of(land(rows, 10)));
  }

  /** Loads the newest file again, under its name and with other values. */
  Cost replacement() throws IOException {
    files--;
    rowsOfDay.set(rowsOfDay.size() - 1, 0);
    return load(List.of(land(rows, 0)));
  }

  /** Loads a file of nothing but corrections: one row in ten of the day before the newest. */
  Cost corrections() throws IOException {
    return load(List.of(land(rows / 10, 1)));
  }

  /** Seconds of {@code ./ingot run} with one further file, from the start of its JVM to its end. */
  double cold() throws IOException, InterruptedException {
    rowsOfDay.add(0);
    new Uploads(system, new DeferredStarts()).deliver(List.of(land(rows, 0)));
    system.close();
    ingot("--version");
    long start = System.nanoTime();
    ingot(
        "--lake",
        folder.resolve("lake").toString(),
        "--pipelines",
        folder.resolve("pipelines").toString(),
        "run");
    double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
    batch++;
    system = open();
    return seconds;
  }

  /** Runs the command line, which builds what is missing the first time. */
  private void ingot(String... words) throws IOException, InterruptedException {
    Path said = folder.resolve("ingot.txt");
    List<String> command = new ArrayList<>(List.of(root.resolve("ingot").toString()));
    command.addAll(List.of(words));
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException(Files.readString(said));
    }
  }

  /** How often the state of any table was written. */
  long commits() throws IOException {
    try (Stream<Path> all = Files.walk(system.lake().warehouse())) {
      return all.filter(f -> f.getFileName().toString().endsWith(".metadata.json")).count();
    }
  }

  /** Changes the mart, so that the next batch computes it in full. */
  void redefine() throws IOException {
    marts++;
    define();
    system.close();
    system = open();
  }

  /** How many files it has. */
  int days() {
    return rowsOfDay.size();
  }

  SparkSession spark() {
    return LocalSpark.session(system.lake().warehouse());
  }

  Path landing() {
    return system.lake().landing().resolve("flat/events");
  }

  private void define() throws IOException {
    Path pipeline = folder.resolve("pipelines/flat");
    write(pipeline.resolve("pipeline.yaml"), "pipeline: flat\ndatabase: flat\n");
    write(
        pipeline.resolve("sources/events.yaml"),
        """
        source: events
        format: {type: csv}
        columns:
          - {name: id, type: long, required: true}
          - {name: day, type: date, required: true}
          - {name: customer, type: long}
          - {name: amount, type: "decimal(10,2)"}
          - {name: note, type: string}
        %s
        """
            .formatted(keys.silver));
    write(
        pipeline.resolve("marts/by_day.yaml"),
        "mart: by_day\nkey: [day]\nrefresh: incremental\nreads: [events]\n");
    write(pipeline.resolve("marts/by_day.sql"), MART + "\n-- " + marts + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private LocalSystem open() {
    return LocalSystem.open(
        new LocalSystem.Settings(
            new Lake(folder.resolve("lake")),
            folder.resolve("pipelines"),
            root.resolve("statemachine/medallion.asl.json"),
            false,
            Optional.empty(),
            Sizing.DEFAULT,
            new SystemPacer()),
        ExecutionListener.NONE,
        (subject, message) -> out.println(message));
  }

  /** A file of the newest day; every so many of its rows are corrections, none if 0. */
  private LandedObject land(int count, int everyOld) throws IOException {
    Path file = folder.resolve("events-" + files + ".csv");
    int newest = rowsOfDay.size() - 1;
    boolean random = keys == Keys.random_keys;
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("id,day,customer,amount,note\n");
      for (int i = 0; i < count; i++) {
        boolean old = everyOld > 0 && i % everyOld == 0;
        int earlier = random && old ? dice.nextInt(newest) : newest - 1;
        int day = old ? earlier : newest;
        int row = old ? dice.nextInt(rowsOfDay.get(day)) : rowsOfDay.get(day);
        if (!old) {
          rowsOfDay.set(day, row + 1);
        }
        long id = FIRST_ID + day * IDS_PER_DAY + row;
        writer.write(Long.toString(random ? mixed(id) : id));
        writer.write("," + FIRST_DAY.plusDays(day) + "," + dice.nextInt(CUSTOMERS));
        writer.write("," + dice.nextInt(100_000) / 100.0 + ",");
        writer.write("event number " + id + "\n");
      }
    }
    files++;
    return system
        .landing()
        .put("flat/events/" + file.getFileName(), file, system.clock().instant());
  }

  private static long mixed(long number) {
    long z = number * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    return z ^ (z >>> 31);
  }

  private Cost load(List<LandedObject> objects) {
    new Uploads(system, new DeferredStarts()).deliver(objects);
    Map<Kind, Long> before = bytesRead();
    long start = System.nanoTime();
    new Drain(system).run("flat");
    double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
    batch++;
    Map<Kind, Long> bytes = bytesRead();
    bytes.replaceAll((kind, b) -> b - before.get(kind));
    StageResult silver = result(Stage.silver);
    StageResult gold = result(Stage.gold);
    Cost cost =
        new Cost(
            seconds,
            silver.millis() / 1000.0,
            gold.millis() / 1000.0,
            bytes,
            gold.tables().get(0).rows(),
            rewritten("flat.silver_events") + rewritten("flat.by_day"));
    out.printf(
        "  batch %d: %.2f s (silver %.2f, gold %.2f), %,d bytes read, %d files rewritten%n",
        batch, cost.seconds(), cost.silver(), cost.gold(), cost.allBytes(), cost.rewritten());
    return cost;
  }

  private static Map<Kind, Long> bytesRead() {
    Map<Kind, Long> bytes = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      bytes.put(kind, CountedFiles.bytes(kind));
    }
    return bytes;
  }

  private StageResult result(Stage stage) {
    BatchItem item = system.ledger().batch("flat", batch).orElseThrow();
    String key = Attempt.resultKey("flat", batch, item.fence(), item.attempt(), stage);
    return Json.read(system.work().get(key).orElseThrow(), StageResult.class);
  }

  /** Without Spark, whose jobs are counted. */
  private long rewritten(String table) {
    long files = 0;
    for (Snapshot snapshot : table(table).snapshots()) {
      Map<String, String> summary = snapshot.summary();
      if (Integer.toString(batch).equals(summary.get(Stamp.BATCH))) {
        files += Long.parseLong(summary.getOrDefault(SnapshotSummary.DELETED_FILES_PROP, "0"));
      }
    }
    return files;
  }

  private Table table(String name) {
    try {
      return Spark3Util.loadIcebergTable(spark(), name);
    } catch (NoSuchTableException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its gigabytes go with it. */
  @Override
  public void close() {
    system.close();
    FileUtil.fullyDelete(folder.toFile());
  }
}
