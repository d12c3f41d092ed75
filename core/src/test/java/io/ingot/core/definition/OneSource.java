package io.ingot.core.definition;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pipeline {@code p} with one source {@code s}, which lands at {@code p/s/}. */
public final class OneSource {
  private static final String FILE = "p/sources/s.yaml:";

  private final Linted linted;

  private OneSource(String yaml) {
    linted =
        DefinitionReader.read(
            new TreeMap<>(
                Map.of("p/pipeline.yaml", "pipeline: p\ndatabase: d\n", "p/sources/s.yaml", yaml)),
            new WordSqlSyntax());
  }

  /**
   * Reads its definition.
   *
   * @param lines what stands behind the first line, which is {@code source: s}
   */
  public static OneSource of(String lines) {
    return new OneSource("source: s\n" + lines);
  }

  /** The source, if nothing is wrong with it. */
  public SourceDefinition definition() {
    return linted.orThrow().pipelines().get(0).sources().get(0);
  }

  /** What is wrong, each with its line. */
  List<String> problems() {
    return shown(linted.problems());
  }

  List<String> notes() {
    return shown(linted.notes());
  }

  private static List<String> shown(List<Problem> problems) {
    return problems.stream().map(p -> p.toString().replace(FILE, "")).toList();
  }
}
