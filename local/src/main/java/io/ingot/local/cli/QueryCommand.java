package io.ingot.local.cli;

import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.sql.ReadOnly;
import io.ingot.local.spark.LocalSpark;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.parser.ParseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ingot query}. */
@Command(name = "query", description = "Ask the tables, in Spark SQL.")
final class QueryCommand implements Callable<Integer>, NeedsLake {
  @ParentCommand private Ingot ingot;

  @Parameters(index = "0", paramLabel = "SQL", description = "The query.")
  private String sql = "";

  @Option(names = "--csv", description = "Print CSV: header, NULL as nothing.")
  private boolean csv;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Optional<String> problem = ReadOnly.problem(sql);
    if (problem.isPresent()) {
      throw new RefusedException(
          "Cannot run the query: %s. ./ingot query only reads tables; see ./ingot status for them."
              .formatted(problem.get()));
    }
    try {
      Dataset<Row> rows = LocalSpark.session(ingot.lake().warehouse()).sql(sql);
      if (json) {
        RowPrinter.json(rows, ingot.out());
      } else if (csv) {
        RowPrinter.csv(rows, ingot.out());
      } else {
        RowPrinter.table(rows, ingot.out());
      }
      return Ingot.DONE;
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof ParseException) {
        throw new RefusedException(
            "Cannot run the query: %s. See ./ingot status for the tables."
                .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
            e);
      }
      throw e;
    }
  }
}
