package io.ingot.local.cli;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.port.LandedObject;
import io.ingot.local.lake.Look;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ingot watch}. */
@Command(
    name = "watch",
    description = "Load every file that is dropped into the landing folder, until interrupted.")
final class WatchCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @ParentCommand private Ingot ingot;

  @Option(
      names = "--looks",
      paramLabel = "N",
      description = "Stop after N looks into the folder (default: never).")
  private int looks = Integer.MAX_VALUE;

  @Override
  public Integer call() {
    try (LocalSystem system = ingot.open()) {
      ingot
          .out()
          .printf(
              "Watching %s: drop files into <prefix>/, such as %s. Stop with Ctrl-C.%n",
              system.lake().landing(),
              system.definitions().pipelines().stream()
                  .flatMap(p -> p.sources().stream())
                  .map(s -> s.landing())
                  .findFirst()
                  .orElse("(no source is defined)"));
      int code = new Executions(system, ingot.out()).drain(Optional.empty());
      Map<String, Look> before = Map.of();
      for (int i = 0; i < looks; i++) {
        List<LandedObject> landed = system.landing().capture(before, system.clock().instant());
        before = system.landing().look();
        if (!landed.isEmpty()) {
          code = Executions.worse(code, load(system, landed));
        }
        ingot.pacer().pause(PAUSE);
      }
      return code;
    }
  }

  private int load(LocalSystem system, List<LandedObject> landed) {
    List<FileItem> items = new Uploads(system, new DeferredStarts()).deliver(landed);
    if (items.size() < landed.size()) {
      ingot.out().printf("ignored: %d%n", landed.size() - items.size());
    }
    for (FileItem item : items) {
      ingot
          .out()
          .printf(
              "%s %s%s%n",
              item.state(), item.file().key(), item.reason().isEmpty() ? "" : ": " + item.reason());
    }
    return new Executions(system, ingot.out()).drain(Optional.empty());
  }
}
