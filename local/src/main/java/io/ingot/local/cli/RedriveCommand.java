package io.ingot.local.cli;

import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileVersion;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.LocalSystem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot redrive}. */
@Command(
    name = "redrive",
    description =
        "Try a held batch, a refused file or a source's quarantined rows again, after the cause is gone.")
final class RedriveCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;
  @Mixin private OperatorOptions options;

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  /** What to try again. */
  private static final class What {
    @Option(names = "--batch", paramLabel = "N", description = "The held batch.")
    private long batch;

    @Option(
        names = "--quarantine",
        paramLabel = "[PIPELINE/]SOURCE",
        description = "The source whose quarantined rows are checked again by today's definitions.")
    private String quarantine = "";

    @Parameters(
        paramLabel = "FILE",
        description =
            "The refused file: its key, or s3://BUCKET/KEY?versionId=VERSION as ./ingot status shows it.")
    private String file = "";
  }

  @Override
  public Integer call() throws IOException {
    try (LocalSystem system = ingot.open(false, options.faults())) {
      Operation operation = new Operation(system, ingot, options);
      if (!what.quarantine.isEmpty()) {
        return operation.run(
            owner(system),
            io.ingot.core.plan.Command.redriveQuarantine(
                what.quarantine.substring(what.quarantine.indexOf('/') + 1)));
      }
      if (what.file.isEmpty()) {
        return operation.run(
            operation.pipelineOf(what.batch), io.ingot.core.plan.Command.redrive(what.batch));
      }
      FileVersion file = version(system, what.file);
      return operation.run(
          pipeline(system, file), io.ingot.core.plan.Command.redrive(file.toString()));
    }
  }

  /** The pipeline of the source, by its name if only one pipeline has a source of that name. */
  private String owner(LocalSystem system) {
    String source = what.quarantine.substring(what.quarantine.indexOf('/') + 1);
    String named =
        what.quarantine.contains("/")
            ? what.quarantine.substring(0, what.quarantine.indexOf('/'))
            : options.pipeline();
    List<String> owners =
        system.definitions().pipelines().stream()
            .filter(p -> named.isEmpty() || p.name().equals(named))
            .filter(p -> p.source(source).isPresent())
            .map(PipelineDefinition::name)
            .toList();
    if (owners.size() != 1) {
      String why =
          owners.isEmpty()
              ? "there is no such source. See ./ingot status"
              : "several pipelines have it (%s). Name it as PIPELINE/SOURCE"
                  .formatted(String.join(", ", owners));
      throw new RefusedException(
          "Cannot redrive the quarantine of %s: %s.".formatted(what.quarantine, why));
    }
    return owners.get(0);
  }

  /** Without a version the newest is meant, of which the landing folder knows the version. */
  private static FileVersion version(LocalSystem system, String text) {
    String uri = text.startsWith("s3://") ? text : "s3://" + Lake.LANDING_BUCKET + "/" + text;
    return FileVersion.parse(uri)
        .flatMap(named -> system.landing().find(named))
        .orElseThrow(
            () ->
                new RefusedException(
                    "Cannot redrive %s: landing has no such file. See ./ingot status."
                        .formatted(text)))
        .file();
  }

  private static String pipeline(LocalSystem system, FileVersion file) {
    return system
        .definitions()
        .route(file.key())
        .map(Definitions.Route::pipeline)
        .orElseThrow(
            () ->
                new RefusedException(
                    "Cannot redrive %s: no source's landing prefix matches its key. Add the source first."
                        .formatted(file)))
        .name();
  }
}
