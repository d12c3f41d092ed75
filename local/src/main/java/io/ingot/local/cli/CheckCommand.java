package io.ingot.local.cli;

import io.ingot.core.definition.DefinitionReader;
import io.ingot.core.definition.Linted;
import io.ingot.jobs.sql.SparkSqlSyntax;
import io.ingot.local.run.DirectoryDefinitions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ingot check}. */
@Command(name = "check", description = "Lint the definitions; shows every problem at once.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Ingot ingot;

  @Override
  public Integer call() {
    Linted linted =
        DefinitionReader.read(
            new DirectoryDefinitions(ingot.pipelines()).read(), new SparkSqlSyntax());
    linted.problems().forEach(ingot.err()::println);
    if (!linted.problems().isEmpty()) {
      ingot.err().printf("problems: %d%n", linted.problems().size());
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
}
