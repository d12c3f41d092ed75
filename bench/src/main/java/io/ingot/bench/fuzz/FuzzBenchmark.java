package io.ingot.bench.fuzz;

import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.Benchmark;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Damaged files, through Admit and the whole workflow. Every field carries a token; afterwards each
 * token must stand in bronze (in a column, {@code _rescued} or {@code _corrupt}) as often as in its
 * file, or the file is refused with a reason.
 */
public final class FuzzBenchmark implements Benchmark {
  private static final int FILES = 10_000;
  private static final int DELIVERED = 500;

  private final int files;
  private final long seed;
  private final List<FuzzSource> sources;
  private final FuzzTally tally = new FuzzTally();
  private final List<String> findings = new ArrayList<>();

  /** The full measure; of fewer files, if the property {@code ingot.bench.files} says so. */
  public FuzzBenchmark() {
    this(Integer.getInteger("ingot.bench.files", FILES), 2026, List.of(FuzzSource.values()));
  }

  FuzzBenchmark(int files, long seed, List<FuzzSource> sources) {
    this.files = files;
    this.seed = seed;
    this.sources = sources;
  }

  @Override
  public String name() {
    return "fuzz";
  }

  /** What was lost, and which batches failed, in words. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    Path root = Path.of(System.getProperty("ingot.root", "."));
    Path folder = Files.createTempDirectory("ingot-fuzz");
    write(folder.resolve("pipelines"));
    try (LocalSystem system =
        LocalSystem.open(
            new LocalSystem.Settings(
                new Lake(folder.resolve("lake")),
                folder.resolve("pipelines"),
                root.resolve("statemachine/medallion.asl.json"),
                false,
                Optional.empty(),
                Sizing.DEFAULT,
                new SystemPacer()),
            ExecutionListener.NONE,
            (subject, message) -> {})) {
      Map<String, FuzzFile> uploaded = upload(system, folder);
      out.printf("Loading %d files …%n", files);
      long start = System.nanoTime();
      new Drain(system).run("fuzz");
      double seconds = (System.nanoTime() - start) / 1e9;
      return figures(system, uploaded, seconds, out);
    }
  }

  private void write(Path pipelines) throws IOException {
    for (Map.Entry<String, String> file : FuzzSource.pipeline(sources).entrySet()) {
      Path path = pipelines.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private Map<String, FuzzFile> upload(LocalSystem system, Path folder) throws IOException {
    FuzzGenerator generator = new FuzzGenerator(seed, sources);
    Map<String, FuzzFile> uploaded = new HashMap<>();
    List<LandedObject> landed = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      FuzzFile file = generator.file(i);
      Path bytes = folder.resolve("upload");
      Files.write(bytes, file.content());
      LandedObject object = system.landing().put(file.key(), bytes, system.clock().instant());
      uploaded.put(object.file().toString(), file);
      landed.add(object);
      if (landed.size() == DELIVERED || i == files - 1) {
        new Uploads(system, new DeferredStarts()).deliver(landed);
        landed.clear();
      }
    }
    return uploaded;
  }

  private Map<String, String> figures(
      LocalSystem system, Map<String, FuzzFile> uploaded, double seconds, PrintStream out) {
    Map<String, FileItem> settled = new HashMap<>();
    system.ledger().settledFiles("fuzz").forEach(f -> settled.put(f.file().toString(), f));
    long records = 0;
    Found found = found(system);
    for (Map.Entry<String, FuzzFile> upload : uploaded.entrySet()) {
      records += upload.getValue().records();
      tally.add(
          upload.getValue(),
          Optional.ofNullable(settled.get(upload.getKey()))
              .map(item -> found.outcome(upload.getKey(), item)));
    }
    findings.addAll(tally.findings());
    List<BatchItem> batches = system.ledger().batches("fuzz");
    batches.stream()
        .filter(b -> b.state() != BatchItem.State.loaded || b.attempt() > 1)
        .forEach(b -> findings.add("batch failed: " + b));
    long failed =
        batches.stream()
            .filter(b -> b.state() != BatchItem.State.loaded || b.attempt() > 1)
            .count();
    findings.stream().limit(20).forEach(out::println);
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("files", Integer.toString(files));
    figures.put("refused", Long.toString(tally.refused()));
    figures.put("records", Long.toString(records));
    figures.put("rows", Long.toString(found.rows()));
    figures.put("corrupt", Long.toString(found.corrupt()));
    figures.put("rescued", Long.toString(found.rescued()));
    figures.put("lost", Long.toString(tally.lost()));
    figures.put("loaded_without_rows", Long.toString(tally.withoutRows()));
    figures.put("empty", Long.toString(tally.empty()));
    figures.put("batches", Integer.toString(batches.size()));
    figures.put("failed_batches", Long.toString(failed));
    figures.put("seconds", String.format(Locale.ROOT, "%.1f", seconds));
    return figures;
  }

  /**
   * What bronze has.
   *
   * @param files by file version
   * @param rescued rows of which something was rescued
   */
  private record Found(Map<String, FuzzTally.Outcome> files, long rescued) {
    private static final FuzzTally.Outcome NOTHING =
        new FuzzTally.Outcome(true, "", 0, 0, Map.of());

    FuzzTally.Outcome outcome(String version, FileItem item) {
      FuzzTally.Outcome inBronze = files.getOrDefault(version, NOTHING);
      return new FuzzTally.Outcome(
          item.state() == FileState.loaded,
          item.reason(),
          inBronze.rows(),
          inBronze.corrupt(),
          inBronze.tokens());
    }

    long rows() {
      return files.values().stream().mapToLong(FuzzTally.Outcome::rows).sum();
    }

    long corrupt() {
      return files.values().stream().mapToLong(FuzzTally.Outcome::corrupt).sum();
    }
  }

  private Found found(LocalSystem system) {
    Map<String, FuzzTally.Outcome> outcomes = new HashMap<>();
    long rescued = 0;
    var spark = LocalSpark.session(system.lake().warehouse());
    for (FuzzSource source : sources) {
      String table = "fuzz.bronze_" + source;
      if (!spark.catalog().tableExists(table)) {
        continue;
      }
      String query =
          """
          SELECT concat(_source_file, '?versionId=', _file_version),
                 flatten(collect_list(regexp_extract_all(
                   concat_ws(' ', id, amount, day, at, note, _rescued, _corrupt), '%s', 0))),
                 count(*), count(_corrupt), count(_rescued)
          FROM %s GROUP BY 1
          """
              .formatted(FuzzFile.TOKEN, table);
      for (Row row : spark.sql(query).collectAsList()) {
        outcomes.put(
            row.getString(0),
            new FuzzTally.Outcome(
                true,
                "",
                row.getLong(2),
                row.getLong(3),
                FuzzFile.count(row.<String>getList(1).stream())));
        rescued += row.getLong(4);
      }
    }
    return new Found(outcomes, rescued);
  }
}
