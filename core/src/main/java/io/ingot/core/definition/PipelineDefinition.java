package io.ingot.core.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder under {@code pipelines/}: sources and marts that are processed together, by one writer
 * at a time.
 *
 * @param name the pipeline's name, {@code [a-z][a-z0-9_]*}, equal to its folder's, of at most
 *     {@link #LONGEST_NAME} characters
 * @param description what flows here, in one sentence
 * @param database default database of its tables
 * @param limits how much one batch may hold and how often it is tried
 * @param sources its sources, by name
 * @param marts its marts, each after the marts that it reads
 */
public record PipelineDefinition(
    String name,
    String description,
    String database,
    PipelineLimits limits,
    List<SourceDefinition> sources,
    List<MartDefinition> marts) {
  /**
   * Characters of a name. An execution is named after its pipeline, a birth id, a number and a
   * hash, and may have 80 characters (Step Functions quotas); people are told under a subject of up
   * to 99 (SNS API reference, Publish), which holds the pipeline, a number and a reason.
   */
  public static final int LONGEST_NAME = 40;

  public PipelineDefinition {
    sources = List.copyOf(sources);
    marts = List.copyOf(marts);
  }

  /** Every table that it owns: those of its sources, then those of its marts. */
  public List<TableName> tables() {
    return Stream.concat(
            sources.stream().flatMap(s -> s.tables().stream()),
            marts.stream().map(MartDefinition::table))
        .toList();
  }

  /** The source of that name, if it is defined here. */
  public Optional<SourceDefinition> source(String source) {
    return sources.stream().filter(s -> s.name().equals(source)).findFirst();
  }
}
