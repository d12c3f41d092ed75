package io.ingot.core.definition;

import java.util.List;
import java.util.Optional;

/** Reads {@code pipeline.yaml}. */
final class PipelineReader {
  private final Problems problems;

  PipelineReader(Problems problems) {
    this.problems = problems;
  }

  /** A pipeline without its sources and marts yet. */
  PipelineDefinition read(String folder, YamlNode yaml) {
    Section root = Section.root(FileKind.PIPELINE, yaml, problems);
    Names.checkPipeline(root, folder, problems);
    return named(
        folder,
        root.text("description", ""),
        Names.database(root, folder, problems),
        limits(root.section("limits")));
  }

  /** What stands in for a pipeline whose file cannot be read, so that the rest can be checked. */
  PipelineDefinition unread(String folder) {
    return named(folder, "", folder, PipelineLimits.DEFAULT);
  }

  private static PipelineDefinition named(
      String name, String description, String database, PipelineLimits limits) {
    return new PipelineDefinition(name, description, database, limits, List.of(), List.of());
  }

  private static PipelineLimits limits(Section limits) {
    PipelineLimits d = PipelineLimits.DEFAULT;
    return new PipelineLimits(
        count(limits, "files_per_batch").orElse(d.filesPerBatch()),
        limits
            .value("bytes_per_batch", "a size such as 10GB", Sizes::bytes)
            .orElse(d.bytesPerBatch()),
        count(limits, "max_attempts").orElse(d.maxAttempts()));
  }

  private static Optional<Integer> count(Section limits, String key) {
    return limits.value(key, "a whole number from 1", t -> Sizes.count(t, 1));
  }
}
