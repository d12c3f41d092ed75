package io.ingot.jobs.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.Linted;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.deploy.TemplateSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lints {@code pipelines/} in the build, with the parser that will run its SQL. */
class RepositoryDefinitionsTest {
  @Test
  void definitions_ofTheRepository_haveNoProblems() throws IOException {
    Linted linted = DefinitionReader.read(files(), new SparkSqlSyntax());

    assertThat(linted.problems()).isEmpty();
    assertThat(linted.definitions().pipelines())
        .extracting(PipelineDefinition::name)
        .contains("rides");
  }

  /** If this fails, run {@code ./ingot check --fix}. */
  @Test
  void template_ofTheRepository_followsFromTheDefinitions() throws IOException {
    String template = Files.readString(Path.of(System.getProperty("ingot.root"), "template.yaml"));
    Linted linted = DefinitionReader.read(files(), new SparkSqlSyntax());

    assertThat(template).isEqualTo(TemplateSync.synced(template, linted.definitions(), files()));
  }

  @Test
  void definitions_withOneWrongColumn_haveAProblem() throws IOException {
    SortedMap<String, String> files = files();
    files.computeIfPresent(
        "rides/marts/rides_gold_data.sql",
        (path, query) -> query.replace("GROUP BY driver_number", "GROUP BY driver_number, speed"));

    assertThat(DefinitionReader.read(files, new SparkSqlSyntax()).problems())
        .extracting(Object::toString)
        .containsExactly(
            "rides/marts/rides_gold_data.yaml:6: refresh: incremental is not possible: its grouping"
                + " expression speed is not in the select list. Use refresh: full.");
  }

  private static SortedMap<String, String> files() throws IOException {
    Path root = Path.of(System.getProperty("ingot.root"), "pipelines");
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(p -> p.toString().matches(".*\\.(yaml|sql)")).toList()) {
        files.put(root.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return files;
  }
}
