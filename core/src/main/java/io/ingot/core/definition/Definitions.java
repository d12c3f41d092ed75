package io.ingot.core.definition;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All pipelines of one deployment, linted.
 *
 * @param pipelines the pipelines, ordered by name
 */
public record Definitions(List<PipelineDefinition> pipelines) {
  public Definitions {
    pipelines = pipelines.stream().sorted(Comparator.comparing(PipelineDefinition::name)).toList();
  }

  /** The pipeline of that name, if it is defined. */
  public Optional<PipelineDefinition> pipeline(String name) {
    return pipelines.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /**
   * The source that an object key belongs to: the one with the longest landing prefix that the key
   * starts with.
   *
   * @param key the object's key, raw (never URL-encoded)
   */
  public Optional<Route> route(String key) {
    return pipelines.stream()
        .flatMap(p -> p.sources().stream().map(s -> new Route(p, s)))
        .filter(r -> key.startsWith(r.source().landing()))
        .max(Comparator.comparingInt(r -> r.source().landing().length()));
  }

  /** Whether an upload is a folder marker, or one that its source passes over. */
  public boolean passOver(String key) {
    return key.endsWith("/") || route(key).filter(r -> r.source().passesOver(key)).isPresent();
  }

  /** Where an upload goes. */
  public record Route(PipelineDefinition pipeline, SourceDefinition source) {}
}
