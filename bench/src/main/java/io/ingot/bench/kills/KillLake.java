package io.ingot.bench.kills;

import io.ingot.core.port.LandedObject;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lake that is put back to where it was, again and again. Tables know where they are, so it is
 * always the same folder.
 */
final class KillLake {
  static final String PIPELINE = "invoices";

  private static final Instant FIRST_UPLOAD = Instant.parse("2024-02-01T00:00:00Z");
  private static final int RUNS = 5;

  private final Path folder;
  private final Path root;

  /**
   * @param folder where the lake and its copies are kept
   * @param root the repository
   */
  KillLake(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  /** Loads the history, and lands the files of each scenario on a copy of it. */
  void prepare() throws IOException {
    Path history = folder.resolve("history");
    try (LocalSystem system = open(Shape.fused, Optional.empty())) {
      land(system, Scenario.HISTORY, FIRST_UPLOAD);
      finish(system);
    }
    copy(lake(), history);
    for (Scenario scenario : Scenario.values()) {
      copy(history, lake());
      try (LocalSystem system = open(Shape.fused, Optional.empty())) {
        land(system, scenario.uploads(), FIRST_UPLOAD.plusSeconds(3600));
      }
      copy(lake(), landed(scenario));
    }
  }

  private static void land(LocalSystem system, List<Scenario.Upload> uploads, Instant first) {
    Instant time = first;
    for (Scenario.Upload upload : uploads) {
      system.landing().put(upload.key(), new ByteArrayInputStream(upload.content()), time);
      time = time.plusSeconds(60);
    }
  }

  /** Puts the lake to where a scenario's files have landed and nobody was told. */
  void restore(Scenario scenario) throws IOException {
    copy(landed(scenario), lake());
  }

  /** Delivers every event, also those delivered before, and runs until nothing is to be done. */
  static void finish(LocalSystem system) {
    try (Stream<LandedObject> objects = system.landing().list("")) {
      new Uploads(system, new DeferredStarts())
          .deliver(objects.sorted(Comparator.comparing(LandedObject::time)).toList());
    }
    Drain drain = new Drain(system);
    for (int run = 0; run < RUNS && drain.hasWork(PIPELINE); run++) {
      drain.run(PIPELINE);
    }
  }

  LocalSystem open(Shape shape, Optional<Path> faults) {
    return LocalSystem.open(
        new LocalSystem.Settings(
            new Lake(lake()),
            root.resolve("bench/src/main/resources/kills"),
            root.resolve("statemachine/medallion.asl.json"),
            false,
            faults,
            shape.sizing(),
            new SystemPacer()),
        ExecutionListener.NONE,
        (subject, message) -> {});
  }

  /** A file with a plan of faults. */
  Path plan(List<Map<String, Object>> faults) throws IOException {
    return Files.write(
        folder.resolve("faults.json"), io.ingot.core.json.Json.bytes(Map.of("faults", faults)));
  }

  Path folder() {
    return folder;
  }

  private Path lake() {
    return folder.resolve("lake");
  }

  private Path landed(Scenario scenario) {
    return folder.resolve("landed-" + scenario);
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> old = Files.walk(to)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(
            path,
            to.resolve(from.relativize(path).toString()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
