package io.ingot.local.cli;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.port.LandedObject;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot upload}. */
@Command(
    name = "upload",
    description =
        "Put files into landing as an S3 upload would and admit them; run 'ingot run' to load"
            + " them.")
final class UploadCommand implements Callable<Integer> {
  @ParentCommand private Ingot ingot;

  @Parameters(index = "0", paramLabel = "PIPELINE/SOURCE", description = "What the files are.")
  private String target = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The files.")
  private List<Path> files = List.of();

  @Mixin private FaultOption faults = new FaultOption();

  @Override
  public Integer call() {
    files.forEach(UploadCommand::mustBeFile);
    try (LocalSystem system = ingot.open(false, faults.plan())) {
      try {
        return upload(system);
      } finally {
        FaultOption.tell(system, ingot.err());
      }
    }
  }

  private int upload(LocalSystem system) {
    SourceDefinition source = source(system, target);
    List<LandedObject> landed = new ArrayList<>();
    for (Path file : files) {
      String key = source.landing() + file.getFileName();
      landed.add(system.landing().put(key, file, system.clock().instant()));
    }
    return deliver(ingot, system, landed);
  }

  /** Announces files that have landed, says what the ledger says of them, and answers the code. */
  static int deliver(Ingot ingot, LocalSystem system, List<LandedObject> landed) {
    List<FileItem> items = new Uploads(system, new DeferredStarts()).deliver(landed);
    items.forEach(item -> show(ingot, item));
    if (items.size() < landed.size()) {
      ingot.out().printf("ignored: %d%n", landed.size() - items.size());
    }
    return items.stream().anyMatch(i -> i.state() == FileState.refused)
        ? Ingot.REFUSED
        : Ingot.DONE;
  }

  private static void mustBeFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RefusedException(
          "Cannot upload %s: it is %s. Name files."
              .formatted(file, Files.isDirectory(file) ? "a folder" : "not there"));
    }
  }

  private static void show(Ingot ingot, FileItem item) {
    ingot
        .out()
        .printf(
            "%-10s %s%s%n",
            item.state(), item.file().key(), item.reason().isEmpty() ? "" : ": " + item.reason());
  }

  static SourceDefinition source(LocalSystem system, String target) {
    int slash = target.indexOf('/');
    return java.util.Optional.of(target)
        .filter(t -> slash > 0)
        .flatMap(t -> system.definitions().pipeline(t.substring(0, slash)))
        .flatMap(p -> p.source(target.substring(slash + 1)))
        .orElseThrow(
            () ->
                new RefusedException(
                    "Cannot find source %s: it is not defined (defined: %s). Write it as PIPELINE/SOURCE."
                        .formatted(target, String.join(", ", sources(system)))));
  }

  private static List<String> sources(LocalSystem system) {
    return system.definitions().pipelines().stream()
        .flatMap(p -> p.sources().stream().map(s -> p.name() + "/" + s.name()))
        .toList();
  }
}
