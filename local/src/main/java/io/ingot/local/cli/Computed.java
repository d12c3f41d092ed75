package io.ingot.local.cli;

import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.NearestName;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A source or mart that somebody names.
 *
 * @param pipeline its pipeline
 * @param name its name
 * @param isSource whether it is a source
 */
record Computed(String pipeline, String name, boolean isSource) {

  /**
   * Finds it.
   *
   * @param pipeline the only pipeline to look in; empty for all
   * @param written its name, or {@code PIPELINE/NAME}
   * @throws RefusedException if there is none or more than one of that name
   */
  static Computed find(Definitions definitions, String pipeline, String written) {
    int slash = written.indexOf('/');
    String within = slash < 0 ? pipeline : written.substring(0, slash);
    String name = written.substring(slash + 1);
    List<Computed> all =
        definitions.pipelines().stream()
            .filter(p -> within.isEmpty() || p.name().equals(within))
            .flatMap(Computed::all)
            .toList();
    List<Computed> named = all.stream().filter(c -> c.name().equals(name)).toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    if (named.isEmpty()) {
      List<String> known = all.stream().map(Computed::name).distinct().toList();
      throw new RefusedException(
          "Cannot rebuild %s: no source or mart has that name. %s"
              .formatted(written, NearestName.fix(name, known, "sources and marts")));
    }
    throw new RefusedException(
        "Cannot rebuild %s: %d have that name. Name one of them: %s."
            .formatted(
                written,
                named.size(),
                named.stream().map(Computed::toString).collect(Collectors.joining(", "))));
  }

  private static Stream<Computed> all(PipelineDefinition pipeline) {
    return Stream.concat(
        pipeline.sources().stream()
            .map(SourceDefinition::name)
            .map(s -> new Computed(pipeline.name(), s, true)),
        pipeline.marts().stream()
            .map(MartDefinition::name)
            .map(m -> new Computed(pipeline.name(), m, false)));
  }

  @Override
  public String toString() {
    return pipeline + "/" + name;
  }
}
