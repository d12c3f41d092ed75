package io.ingot.local.cli;

import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.syntax.ReadOnly;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Tables;
import io.ingot.local.spark.AsOf;
import io.ingot.local.spark.LocalSpark;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot query}. */
@Command(name = "query", description = "Ask the tables, in Spark SQL.")
final class QueryCommand implements Callable<Integer>, NeedsLake {
  private static final Pattern MISSING =
      Pattern.compile("TABLE_OR_VIEW_NOT_FOUND\\] The table or view `(.+?)` cannot be found");

  @ParentCommand private Ingot ingot;

  @Parameters(index = "0", paramLabel = "SQL", description = "The query.")
  private String sql = "";

  @Option(names = "--csv", description = "Print CSV: header, NULL as nothing.")
  private boolean csv;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "Show all tables as they were then, such as 2026-01-31T10:00:00Z.")
  private String time = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Show all tables of a pipeline as that batch left them.")
  private Long batch;

  @Override
  public Integer call() throws Exception {
    Optional<String> problem = ReadOnly.problem(sql);
    if (problem.isPresent()) {
      throw new RefusedException(
          "Cannot run the query: %s. ./ingot query only reads tables; see ./ingot status for them."
              .formatted(problem.get()));
    }
    try {
      Dataset<Row> rows = session().sql(sql);
      if (json) {
        RowPrinter.json(rows, ingot.out());
      } else if (csv) {
        RowPrinter.csv(rows, ingot.out());
      } else {
        RowPrinter.table(rows, ingot.out());
      }
      return Ingot.DONE;
    } catch (Exception e) {
      Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
      if (missing.find()) {
        notComputed(missing.group(1).replace("`.`", "."), e);
      }
      if (e instanceof AnalysisException || e instanceof ParseException) {
        throw new RefusedException(
            "Cannot run the query: %s. See ./ingot status for the tables."
                .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
            e);
      }
      throw e;
    }
  }

  private SparkSession session() {
    if (time.isEmpty() && batch == null) {
      return LocalSpark.session(ingot.lake().warehouse());
    }
    if (!time.isEmpty() && batch != null) {
      throw new RefusedException(
          "Cannot show two states: --as-of and --batch both name one. Name one of them.");
    }
    AsOf asOf = batch == null ? AsOf.time(time) : new AsOf.Batch(batch);
    return LocalSpark.session(ingot.lake().warehouse(), asOf);
  }

  /**
   * Whether a table that is not there is that of a mart.
   *
   * @throws RefusedException if it is
   */
  private void notComputed(String table, Exception cause) throws IOException {
    try (LocalSystem system = ingot.open();
        Tables tables = new Tables(ingot.lake().warehouse())) {
      system.definitions().pipelines().stream()
          .flatMap(p -> tables.waiting(p).stream())
          .filter(w -> w.table().equalsIgnoreCase(table))
          .findFirst()
          .ifPresent(
              w -> {
                throw new RefusedException("Cannot query table %s: %s.".formatted(table, w), cause);
              });
    }
  }
}
