package io.ingot.core.plan;

import io.ingot.core.attempt.Rebuild;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.Landing;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out what a rebuild works from, before it changes anything. */
public final class Rebuilds {
  private static final int NAMED = 10;

  private Rebuilds() {}

  /**
   * What an operator's command rebuilds.
   *
   * @throws RefusedException if the pipeline has no such source or mart, or a file that bronze
   *     holds can no longer be read
   */
  public static Rebuild of(
      PipelineDefinition pipeline, Command command, Ledger ledger, Landing landing) {
    String name = command.rebuild();
    boolean source = pipeline.source(name).isPresent();
    boolean mart = pipeline.marts().stream().anyMatch(m -> m.name().equals(name));
    boolean fits =
        source
            ? List.of(Rebuild.BRONZE, Rebuild.LANDING).contains(command.from())
            : mart && command.from().isEmpty();
    if (!fits) {
      String why =
          source || mart
              ? "a source is rebuilt from bronze or landing, a mart from neither (from: %s)"
                  .formatted(command.from().isEmpty() ? "none" : command.from())
              : "the pipeline has no source and no mart of that name (it has: %s)"
                  .formatted(
                      Stream.concat(
                              pipeline.sources().stream().map(SourceDefinition::name),
                              pipeline.marts().stream().map(MartDefinition::name))
                          .collect(Collectors.joining(", ")));
      throw cannot(pipeline, command, why + ". Correct the command.");
    }
    List<FileItem> files =
        command.from().equals(Rebuild.LANDING) ? loaded(pipeline, name, ledger) : List.of();
    Map<String, String> gone = landing.readable(files).refused();
    if (!gone.isEmpty()) {
      throw cannot(
          pipeline,
          command,
          "%d of %d files can no longer be read, and their rows would be lost (%s%s). Upload them again under their names, or rebuild from bronze."
              .formatted(
                  gone.size(),
                  files.size(),
                  gone.entrySet().stream()
                      .sorted(Map.Entry.comparingByKey())
                      .limit(NAMED)
                      .map(e -> e.getKey() + ": " + e.getValue())
                      .collect(Collectors.joining("; ")),
                  gone.size() > NAMED ? "; …" : ""));
    }
    return new Rebuild(name, command.from(), files);
  }

  private static List<FileItem> loaded(PipelineDefinition pipeline, String source, Ledger ledger) {
    return ledger.settledFiles(pipeline.name()).stream()
        .filter(f -> f.source().equals(source) && f.state() == FileState.loaded)
        .toList();
  }

  private static RefusedException cannot(PipelineDefinition pipeline, Command command, String why) {
    return new RefusedException(
        "Cannot %s of %s: %s".formatted(command.text(), pipeline.name(), why));
  }
}
