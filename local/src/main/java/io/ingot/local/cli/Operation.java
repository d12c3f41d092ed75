package io.ingot.local.cli;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Rebuild;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.plan.Rebuilds;
import io.ingot.core.plan.Rollback;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Runs an operator's command as an execution, or says what it would do. */
final class Operation {
  private static final int FILES_NAMED = 10;

  private final LocalSystem system;
  private final PrintStream out;
  private final PrintStream err;
  private final OperatorOptions options;
  private final Executions executions;

  Operation(LocalSystem system, Ingot ingot, OperatorOptions options) {
    this.system = system;
    this.out = ingot.out();
    this.err = ingot.err();
    this.options = options;
    this.executions = new Executions(system, out);
  }

  /** The pipeline that a command about a batch means. */
  String pipelineOf(long batch) {
    return executions.one(options.pipeline(), batch);
  }

  int run(String pipeline, Command command) throws IOException {
    PipelineItem header = system.ledger().pipeline(pipeline);
    Optional<String> done = done(header, command);
    if (done.isPresent()) {
      out.printf("%s: nothing to do, %s%n", pipeline, done.orElseThrow());
      return Ingot.DONE;
    }
    if (options.dryRun()) {
      tell(header, command);
      out.println("Nothing was changed.");
      return Ingot.DONE;
    }
    int code = execute(pipeline, command);
    boolean refuses = List.of(Command.SKIP, Command.ROLLBACK).contains(command.verb());
    // That files are refused is what a skip and a rollback are asked for.
    return refuses && code == Ingot.REFUSED ? Ingot.DONE : code;
  }

  private int execute(String pipeline, Command command) {
    try {
      return executions.command(pipeline, command);
    } finally {
      FaultOption.tell(system, err);
    }
  }

  private Optional<String> done(PipelineItem header, Command command) {
    if (command.needsLease()) {
      return command.done(header, system.ledger());
    }
    return FileVersion.parse(command.file())
        .flatMap(f -> system.ledger().file(header.pipeline(), f))
        .filter(f -> f.state() == FileState.loaded || f.state() == FileState.superseded)
        .map(f -> settled(header.pipeline(), f));
  }

  private static String settled(String pipeline, FileItem file) {
    return file.state() == FileState.loaded
        ? "%s is loaded by batch %d. To load it again, upload it again, or read all files of its source again: %s"
            .formatted(
                file.file(),
                file.batch(),
                HowToRun.LAPTOP.line(pipeline, Command.rebuild(file.source(), Rebuild.LANDING)))
        : "%s is superseded by batch %d: %s. To load its rows, upload it again"
            .formatted(file.file(), file.batch(), file.reason());
  }

  private void tell(PipelineItem header, Command command) throws IOException {
    String pipeline = header.pipeline();
    if (!command.needsLease()) {
      out.printf("%s: %s would wait for the next batch.%n", pipeline, command.file());
      return;
    }
    switch (command.verb()) {
      case Command.REDRIVE -> {
        if (command.ofQuarantine()) {
          quarantined(pipeline, command.quarantine());
          return;
        }
        out.printf(
            "%s: batch %d would be tried again, with the definitions of today and these files:%n",
            pipeline, command.batch());
        files(manifest(header.manifest()));
      }
      case Command.REBUILD -> rebuilt(pipeline, command);
      case Command.SKIP -> {
        List<FileItem> all = manifest(header.manifest());
        if (command.files().isEmpty()) {
          out.printf(
              "%s: batch %d would be skipped. Refused would be:%n", pipeline, command.batch());
          files(all);
        } else {
          out.printf(
              "%s: batch %d would be loaded again without these files:%n",
              pipeline, command.batch());
          files(all.stream().filter(f -> names(command, f)).toList());
        }
        tables(pipeline, command.batch() - 1);
      }
      default -> {
        List<BatchItem> undone = Rollback.loadedAfter(command.batch(), pipeline, system.ledger());
        for (BatchItem batch : undone) {
          out.printf("%s: batch %d would be undone. Refused would be:%n", pipeline, batch.batch());
          files(manifest(batch.manifest()));
        }
        tables(pipeline, command.batch());
      }
    }
  }

  private static boolean names(Command command, FileItem file) {
    return command.files().contains(file.file().key())
        || command.files().contains(file.file().toString());
  }

  private void quarantined(String pipeline, String source) throws IOException {
    PipelineDefinition definition = system.definitions().pipeline(pipeline).orElseThrow();
    String quarantine = definition.source(source).orElseThrow().silver().quarantine().toString();
    try (Tables tables = new Tables(system.lake().warehouse())) {
      long rows =
          tables.of(definition).stream()
              .filter(t -> t.table().equals(quarantine))
              .mapToLong(Tables.Info::rows)
              .sum();
      out.printf(
          "%s: the %,d rows of %s would be checked again, by the definitions of today.%n",
          pipeline, rows, quarantine);
    }
  }

  private void rebuilt(String pipeline, Command command) {
    PipelineDefinition definition = system.definitions().pipeline(pipeline).orElseThrow();
    Rebuild rebuild = Rebuilds.of(definition, command, system.ledger(), system.landing());
    out.printf(
        "%s: %s would be computed again by the definitions of today, as one batch.%n",
        pipeline,
        definition.source(command.rebuild()).isEmpty()
            ? "mart " + command.rebuild()
            : "all of source %s, and the marts over it,".formatted(command.rebuild()));
    if (rebuild.reads(command.rebuild())) {
      out.printf("Before that, %,d files would be read again:%n", rebuild.files().size());
      files(rebuild.files());
    }
  }

  private void files(List<FileItem> files) {
    files.stream().limit(FILES_NAMED).forEach(f -> out.printf("  %s%n", f.file()));
    if (files.size() > FILES_NAMED) {
      out.printf("  and %d more%n", files.size() - FILES_NAMED);
    }
  }

  private List<FileItem> manifest(String key) {
    return system
        .work()
        .get(key)
        .map(bytes -> Json.read(bytes, Manifest.class).files())
        .orElse(List.of());
  }

  private void tables(String pipeline, long toBatch) throws IOException {
    PipelineDefinition definition = system.definitions().pipeline(pipeline).orElseThrow();
    try (Tables tables = new Tables(system.lake().warehouse())) {
      List<Tables.Info> published =
          tables.of(definition).stream().filter(t -> t.batch() > toBatch).toList();
      if (published.isEmpty()) {
        out.printf("No table has anything of it: nothing would be taken back.%n");
        return;
      }
      out.printf("Taken back to batch %d would be:%n", toBatch);
      published.forEach(
          t ->
              out.printf(
                  "  %s (batch %d, %,d rows), to %,d rows%n",
                  t.table(), t.batch(), t.rows(), tables.rowsAfter(toBatch, t)));
    }
  }
}
