package io.ingot.bench.kills;

import io.ingot.core.attempt.Shape;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.Sizing;
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
  private static final String HISTORY = "history";

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

  /** Loads the history, and keeps where it stands. */
  void prepare() throws IOException {
    try (LocalSystem system = open(Scenario.load, Shape.fused, Optional.empty())) {
      land(system, Scenario.HISTORY, FIRST_UPLOAD);
      deliver(system);
      drain(system);
    }
    keep(HISTORY);
  }

  /** Puts the lake to where a scenario begins, and keeps that: nobody is told of the files yet. */
  void begin(Scenario scenario) throws IOException {
    copy(kept(scenario.after().map(Scenario::name).orElse(HISTORY)), lake());
    try (LocalSystem system = open(scenario, Shape.fused, Optional.empty())) {
      land(system, scenario.uploads(), FIRST_UPLOAD.plusSeconds(3600));
    }
    keep("begin-" + scenario);
  }

  /** Keeps where the lake stands after a scenario, for those that follow on it. */
  void end(Scenario scenario) throws IOException {
    keep(scenario.name());
  }

  private static void land(LocalSystem system, List<Scenario.Upload> uploads, Instant first) {
    Instant time = first;
    for (Scenario.Upload upload : uploads) {
      system.landing().put(upload.key(), new ByteArrayInputStream(upload.content()), time);
      time = time.plusSeconds(60);
    }
  }

  /** Puts the lake to where a scenario begins. */
  void restore(Scenario scenario) throws IOException {
    copy(kept("begin-" + scenario), lake());
  }

  /** Does what the scenario is about: delivers its files, or gives its command, and drains. */
  static void run(LocalSystem system, Scenario scenario) {
    if (scenario.after().isEmpty()) {
      deliver(system);
    } else {
      command(system, scenario.command(system));
    }
    drain(system);
  }

  /** Does it once more after a kill, and lets Sweep see to what the dead execution held. */
  static void runAgain(LocalSystem system, Scenario scenario) {
    run(system, scenario);
    system.sweep();
    drain(system);
  }

  private static void command(LocalSystem system, Command command) {
    PipelineItem header = system.ledger().pipeline(PIPELINE);
    // Who gives it twice gets two batches; a batch that is there is resumed by whoever comes.
    boolean opens = command.ofQuarantine() || command.verb().equals(Command.REBUILD);
    boolean begun = opens && header.lastBatch() > Scenario.HELD_OR_LOADED;
    boolean done =
        begun
            || (command.needsLease()
                ? command.done(header, system.ledger()).isPresent()
                : FileVersion.parse(command.file())
                    .flatMap(f -> system.ledger().file(PIPELINE, f))
                    .filter(f -> f.state() != FileState.refused)
                    .isPresent());
    if (!done) {
      new Drain(system).command(PIPELINE, command);
    }
  }

  /** Delivers every event, also those delivered before. */
  private static void deliver(LocalSystem system) {
    try (Stream<LandedObject> objects = system.landing().list("")) {
      new Uploads(system, new DeferredStarts())
          .deliver(objects.sorted(Comparator.comparing(LandedObject::time)).toList());
    }
  }

  private static void drain(LocalSystem system) {
    Drain drain = new Drain(system);
    for (int run = 0; run < RUNS && drain.hasWork(PIPELINE); run++) {
      drain.run(PIPELINE);
    }
  }

  LocalSystem open(Scenario scenario, Shape shape, Optional<Path> faults) throws IOException {
    return LocalSystem.open(
        new LocalSystem.Settings(
            new Lake(lake()),
            definitions(scenario),
            root.resolve("statemachine/medallion.asl.json"),
            false,
            faults,
            shape == Shape.staged ? Sizing.DEFAULT.staged() : Sizing.DEFAULT,
            new SystemPacer()),
        ExecutionListener.NONE,
        (subject, message) -> {});
  }

  private Path definitions(Scenario scenario) throws IOException {
    Path given = root.resolve("bench/src/main/resources/kills");
    if (scenario.mended().isEmpty()) {
      return given;
    }
    Path mended = folder.resolve("mended");
    copy(given, mended);
    Path source = mended.resolve(PIPELINE).resolve("sources/lines.yaml");
    var change = scenario.mended().orElseThrow();
    Files.writeString(source, Files.readString(source).replace(change.getKey(), change.getValue()));
    return mended;
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

  private void keep(String name) throws IOException {
    copy(lake(), kept(name));
  }

  private Path kept(String name) {
    return folder.resolve("kept").resolve(name);
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> old = Files.walk(to)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(to.getParent());
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
