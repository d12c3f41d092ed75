package io.ingot.bench;

import io.ingot.core.attempt.StageResult;
import io.ingot.core.json.Json;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.generate.GeneratedFile;
import io.ingot.local.generate.GeneratedFiles;
import io.ingot.local.generate.Generator;
import io.ingot.local.generate.RidesGenerator;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.Benchmark;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one more file costs after a history of files: seconds, and bytes read by the bronze stage,
 * beside the bytes that the published design reads, which goes through all files each time.
 */
public final class IncrementBenchmark implements Benchmark {
  private static final int DAYS = 30;
  private static final int ROWS_PER_DAY = 10_000;

  @Override
  public String name() {
    return "increment";
  }

  @Override
  public Map<String, String> run(PrintStream out) throws Exception {
    Path root = Path.of(System.getProperty("ingot.root", "."));
    Path folder = Files.createTempDirectory("ingot-bench");
    try (LocalSystem system =
        LocalSystem.open(
            new LocalSystem.Settings(
                new Lake(folder.resolve("lake")),
                root.resolve("pipelines"),
                root.resolve("statemachine/medallion.asl.json"),
                false,
                Optional.empty(),
                Sizing.DEFAULT,
                new SystemPacer()),
            ExecutionListener.NONE,
            (subject, message) -> out.println(message))) {
      List<LandedObject> days = land(system, folder);
      LandedObject more = days.remove(DAYS);
      out.printf("Loading %d files of %d rows …%n", DAYS, ROWS_PER_DAY);
      double history = load(system, days);
      out.println("Loading one more …");
      double increment = load(system, List.of(more));
      StageResult bronze =
          Json.read(system.work().get("rides/2-2-1-bronze.json").orElseThrow(), StageResult.class);
      long all = days.stream().mapToLong(LandedObject::size).sum() + more.size();
      Map<String, String> figures = new LinkedHashMap<>();
      figures.put("files_in_history", Integer.toString(DAYS));
      figures.put("rows_in_history", Integer.toString(DAYS * ROWS_PER_DAY));
      figures.put("seconds_history", seconds(history));
      figures.put("seconds_increment", seconds(increment));
      figures.put("bytes_file", Long.toString(more.size()));
      figures.put("bytes_read_increment", Long.toString(bronze.bytesRead()));
      figures.put("bytes_read_published", Long.toString(all));
      figures.put(
          "bytes_ratio", String.format(Locale.ROOT, "%.1f", (double) all / bronze.bytesRead()));
      return figures;
    }
  }

  /** The days of the history and one more. */
  private static List<LandedObject> land(LocalSystem system, Path folder) {
    List<LandedObject> landed = new ArrayList<>();
    for (GeneratedFile file :
        GeneratedFiles.write(
            new RidesGenerator(),
            Generator.Request.ofRows(ROWS_PER_DAY, DAYS + 1, 0),
            folder.resolve("generated"),
            written -> {})) {
      Path path = folder.resolve("generated").resolve(file.key());
      landed.add(system.landing().put(file.key(), path, system.clock().instant()));
    }
    return landed;
  }

  private static double load(LocalSystem system, List<LandedObject> objects) {
    new Uploads(system, new DeferredStarts()).deliver(objects);
    Instant start = system.clock().instant();
    new Drain(system).run("rides");
    return Duration.between(start, system.clock().instant()).toMillis() / 1000.0;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }
}
