package io.ingot.it.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Main class that answers a query with the tables as Spark sees them, one JSON row a line. */
final class TableRows {
  private TableRows() {}

  /** Writes the rows of query {@code arguments[0]} into file {@code arguments[1]}. */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark = SparkSession.builder().appName("rows").getOrCreate()) {
      List<String> rows = spark.sql(arguments[0]).toJSON().collectAsList();
      Files.write(Path.of(arguments[1]), rows);
    }
  }
}
