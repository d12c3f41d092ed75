package io.ingot.local.cli;

import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.Linted;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.deploy.TemplateSync;
import io.ingot.jobs.TableCheck;
import io.ingot.jobs.gold.QueryCheck;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import io.ingot.local.lake.TableLocations;
import io.ingot.local.run.DirectoryDefinitions;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ingot check}. */
@Command(
    name = "check",
    description =
        "Lint the definitions, compare the lake's tables and template.yaml with them; shows every problem.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Ingot ingot;

  @Option(
      names = "--fix",
      description =
          "Bring databases, rights and named queries in template.yaml in line with the pipelines.")
  private boolean fix;

  @Override
  public Integer call() throws IOException {
    SortedMap<String, String> files = new DirectoryDefinitions(ingot.pipelines()).read();
    Linted linted = DefinitionReader.read(files, new SparkSqlSyntax());
    linted.problems().forEach(ingot.err()::println);
    if (!linted.problems().isEmpty()) {
      ingot.err().printf("problems: %d%n", linted.problems().size());
      return Ingot.WRONG;
    }
    linted.notes().forEach(note -> ingot.err().println("note: " + note));
    if (!queries(linted.definitions())) {
      return Ingot.WRONG;
    }
    if (!tables(linted.definitions())) {
      return Ingot.WRONG;
    }
    if (!template(linted.definitions(), files)) {
      return Ingot.WRONG;
    }
    ingot
        .out()
        .printf(
            "no problems (pipelines: %d, sources: %d, marts: %d)%n",
            linted.definitions().pipelines().size(),
            linted.definitions().pipelines().stream().mapToInt(p -> p.sources().size()).sum(),
            linted.definitions().pipelines().stream().mapToInt(p -> p.marts().size()).sum());
    return Ingot.DONE;
  }

  /** Expressions and queries fit the columns that there will be. */
  private boolean queries(Definitions definitions) {
    int count = 0;
    SparkSession spark = LocalSpark.session();
    for (PipelineDefinition pipeline : definitions.pipelines()) {
      Map<String, String> problems = QueryCheck.problems(spark, pipeline);
      problems.forEach(
          (file, problem) -> ingot.err().printf("%s/%s: %s%n", pipeline.name(), file, problem));
      count += problems.size();
    }
    if (count > 0) {
      ingot.err().printf("problems: %d%n", count);
    }
    return count == 0;
  }

  /** The lake's tables, if there are any, can become what the definitions say. */
  private boolean tables(Definitions definitions) {
    if (!Files.isDirectory(ingot.lake().warehouse())
        || TableLocations.problem(ingot.lake()).isPresent()) {
      return true;
    }
    SparkSession spark = LocalSpark.session(ingot.lake().warehouse());
    List<String> problems =
        definitions.pipelines().stream()
            .flatMap(p -> TableCheck.problems(spark, LocalSpark.CATALOG, p).stream())
            .toList();
    problems.forEach(ingot.err()::println);
    if (!problems.isEmpty()) {
      ingot.err().printf("problems: %d%n", problems.size());
    }
    return problems.isEmpty();
  }

  /** The template beside the pipelines' folder, if there is one, follows from the definitions. */
  private boolean template(Definitions definitions, Map<String, String> files) throws IOException {
    Path template = ingot.pipelines().toAbsolutePath().normalize().resolveSibling("template.yaml");
    if (!Files.exists(template)) {
      return true;
    }
    String text = Files.readString(template);
    if (!TemplateSync.differs(text, definitions, files)) {
      return true;
    }
    if (!fix) {
      ingot
          .err()
          .printf(
              "%s: its databases, rights and named queries are not those of the pipelines. Run: ./ingot check --fix%n",
              template);
      return false;
    }
    Files.writeString(template, TemplateSync.synced(text, definitions, files));
    ingot.out().printf("wrote %s%n", template);
    return true;
  }
}
