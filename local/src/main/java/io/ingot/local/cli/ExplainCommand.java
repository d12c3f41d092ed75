package io.ingot.local.cli;

import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.jobs.lineage.Explanation;
import io.ingot.jobs.lineage.Lineage;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.spark.LocalSpark;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot explain}. */
@Command(
    name = "explain",
    description = "Show which batches, files and rows made a row of silver or gold, and why.")
final class ExplainCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;

  @Parameters(index = "0", paramLabel = "TABLE", description = "A silver or gold table.")
  private String table = "";

  @Parameters(
      index = "1",
      paramLabel = "PREDICATE",
      description = "Which rows: a SQL condition, such as \"ride_id = 'R000003'\".")
  private String predicate = "";

  @Option(
      names = "--rows",
      description = "Most rows to explain (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int rows = 5;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    SparkSession spark = LocalSpark.session(ingot.lake().warehouse());
    List<Lineage> pipelines =
        LocalSystem.definitions(ingot.pipelines()).pipelines().stream()
            .map(p -> new Lineage(spark, LocalSpark.CATALOG, p))
            .toList();
    Named named = named(pipelines);
    Explanation explanation =
        named.lineage().explain(named.table().toString(), predicate, Math.max(1, rows));
    if (json) {
      ingot.out().println(Json.pretty(explanation));
    } else {
      new ExplanationPrinter(ingot.out()).print(explanation);
    }
    return Ingot.DONE;
  }

  /** A table and the pipeline that has it. */
  private record Named(Lineage lineage, TableName table) {}

  /** The table that is meant: of several with that name, the only one that has been made. */
  private Named named(List<Lineage> pipelines) {
    List<Named> all =
        pipelines.stream()
            .flatMap(l -> l.named(table).stream().map(name -> new Named(l, name)))
            .toList();
    List<Named> made = all.stream().filter(n -> n.lineage().exists(n.table())).toList();
    List<Named> meant = made.isEmpty() ? all : made;
    if (meant.isEmpty()) {
      throw unknown(pipelines);
    }
    if (meant.size() > 1) {
      throw new RefusedException(
          "Cannot explain table %s: there are several of that name. Name one of %s."
              .formatted(
                  table,
                  meant.stream().map(n -> n.table().toString()).collect(Collectors.joining(", "))));
    }
    return meant.get(0);
  }

  private RefusedException unknown(List<Lineage> pipelines) {
    return new RefusedException(
        "Cannot explain table %s: it is no silver or gold table of a pipeline. Name one of %s."
            .formatted(
                table, pipelines.stream().map(Lineage::tables).collect(Collectors.joining(", "))));
  }
}
