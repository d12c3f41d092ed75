package io.ingot.jobs.gold;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.silver.SilverRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows with where they come from, which a query can hand on. */
public final class Origins {
  /** The column that has it. */
  public static final String COLUMN = "_origin";

  private Origins() {}

  /** A relation with its rows' origins: of a silver table their places, of a mart nothing more. */
  public static Dataset<Row> traced(Optional<SourceDefinition> source, Dataset<Row> rows) {
    List<String> columns =
        source
            .map(s -> new SilverRows(s).userColumns())
            .orElseGet(() -> Arrays.asList(rows.columns()));
    String json = "to_json(struct(" + Sql.names(columns) + ")) AS json";
    String place = "_source_file AS file, _file_version AS version, _position AS position, ";
    List<String> select = new ArrayList<>(columns.stream().map(Sql::name).toList());
    select.add("struct(" + (source.isPresent() ? place : "") + json + ") AS " + COLUMN);
    return rows.selectExpr(select.toArray(String[]::new));
  }
}
