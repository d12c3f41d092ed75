package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.MartDefinition.Refresh;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.run.JobPoints;
import io.ingot.jobs.run.SessionSettings;
import io.ingot.jobs.run.Sql;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * Every change of a definition that tables can follow, few at once, each time for a source with an
 * incremental and a full mart, a history and a quarantine.
 */
class ChangesIT {
  private static final Map<String, Consumer<Shape>> CHANGES = changes();

  private static Map<String, Consumer<Shape>> changes() {
    Map<String, Consumer<Shape>> changes = new LinkedHashMap<>();
    changes.put(
        "declared_renamed_key_nested_and_partition",
        s -> {
          s.columns.add(2, column("tip", "int"));
          s.put("id", new Column("ident", "string", true).formerly(List.of("id")));
          s.add.put("j", "from_json(note, 'b string, a long')");
          s.partition = "bucket(4, ident)";
        });
    changes.put(
        "added_renamed_sequence_value_and_in_silver",
        s -> {
          s.add.put("twice", "n * 2");
          s.put("s", column("order", "long").formerly(List.of("s")));
          s.put("fare", column("paid", "decimal(6,2)").formerly(List.of("fare")));
          s.rename.put("note", "remark");
        });
    changes.put(
        "wider_renamed_group_and_dropped",
        s -> {
          s.put("n", column("n", "long"));
          s.put("fare", column("fare", "decimal(9,2)"));
          s.put("day", column("date", "date").formerly(List.of("day")));
          s.drop.add("note");
        });
    changes.put(
        "renamed_beside_and_mart",
        s -> {
          s.put("note", column("remark", "string").formerly(List.of("note")));
          s.aggregate = "10 * sum";
        });
    changes.put(
        "removed",
        s -> {
          s.columns.removeIf(c -> c.name().equals("note"));
          s.add.clear();
        });
    return changes;
  }

  private final String db = Rides.database();

  @Test
  void everyChange_keepsRowsHistoryAndQuarantine_andBothMartsFollow() {
    PipelineDefinition before = pipeline(false);
    PipelineDefinition after = pipeline(true);
    Lake lake = new Lake(before);
    upload(lake, "1.csv", false, "a,1,2024-01-01,1.10", "b,1,2024-01-01,2.20", "q,1,2024-01-01,-1");
    lake.run(1);
    upload(lake, "2.csv", false, "a,2,2024-02-01,1.30");
    upload(lake, "3.csv", true, "c,1,2024-02-01,4.00", "r,1,2024-02-01,-2", "b,2,2024-02-01,2.50");
    run(lake, 2, after);

    SparkSession session = Lake.spark().cloneSession();
    SessionSettings.apply(session);
    for (String change : CHANGES.keySet()) {
      Shape shape = shape(change, true);
      String row =
          "%s, %s, %s".formatted(shape.silver("id"), shape.silver("day"), shape.silver("fare"));
      assertThat(lake.query("SELECT %s FROM db.%s_silver".formatted(row, change)))
          .as(change)
          .containsExactly("a|2024-02-01|1.30", "b|2024-02-01|2.50", "c|2024-02-01|4.00");
      assertThat(lake.query("SELECT %s FROM db.%s_silver_history".formatted(row, change)))
          .as(change + ": history")
          .containsExactly(
              "a|2024-01-01|1.10",
              "a|2024-02-01|1.30",
              "b|2024-01-01|2.20",
              "b|2024-02-01|2.50",
              "c|2024-02-01|4.00");
      assertThat(
              lake.query(
                  "SELECT array_join(rules, ',') FROM db.%s_silver_quarantine".formatted(change)))
          .as(change + ": quarantine")
          .containsExactly("paid", "paid");
      session.table(db + "." + change + "_silver").createOrReplaceTempView(change);
      for (MartDefinition mart : after.marts()) {
        if (mart.reads().contains(change)) {
          Dataset<Row> expected = session.sql(mart.sql());
          assertThat(
                  lake.query(
                      "SELECT %s FROM %s"
                          .formatted(Sql.names(List.of(expected.columns())), mart.table())))
              .as(change + ": " + mart.sql())
              .isEqualTo(
                  expected.collectAsList().stream().map(r -> r.mkString("|")).sorted().toList());
        }
      }
    }
  }

  private static void run(Lake lake, long number, PipelineDefinition definition) {
    Lake.Batch batch = lake.batch(number);
    batch.run(batch.attempt(number, 1, definition), "all", JobPoints.NONE);
  }

  /** Each row: id, sequence, day and fare; other columns have some value. */
  private static void upload(Lake lake, String name, boolean changed, String... rows) {
    for (String change : CHANGES.keySet()) {
      Shape shape = shape(change, changed);
      List<String> lines = new ArrayList<>();
      lines.add(shape.columns.stream().map(Column::name).collect(Collectors.joining(",")));
      for (String row : rows) {
        String[] values = row.split(",", -1);
        Map<String, String> known = new HashMap<>();
        List<String> named = List.of("id", "s", "day", "fare");
        named.forEach(n -> known.put(n, values[named.indexOf(n)]));
        known.put("n", "5");
        known.put("note", "\"{\"\"a\"\":1}\"");
        lines.add(
            shape.columns.stream()
                .map(c -> known.getOrDefault(c.was().isEmpty() ? c.name() : c.was().get(0), "3"))
                .collect(Collectors.joining(",")));
      }
      lake.upload(change, name, lines.toArray(String[]::new));
    }
  }

  private PipelineDefinition pipeline(boolean changed) {
    List<SourceDefinition> sources = new ArrayList<>();
    List<MartDefinition> marts = new ArrayList<>();
    for (String change : CHANGES.keySet()) {
      Shape shape = shape(change, changed);
      sources.add(source(change, shape));
      String day = shape.silver("day");
      marts.add(
          mart(
              change + "_by_day",
              change,
              Refresh.incremental,
              day,
              "SELECT `%1$s`, %2$s(%3$s) AS v, count(*) AS n FROM %4$s GROUP BY `%1$s`"
                  .formatted(day, shape.aggregate, shape.silver("fare"), change)));
      marts.add(
          mart(
              change + "_rows",
              change,
              Refresh.full,
              shape.silver("id"),
              "SELECT %s, `%s`, n FROM %s".formatted(shape.silver("id"), day, change)));
    }
    return new PipelineDefinition(
        "changes", "Changes.", db, PipelineLimits.DEFAULT, sources, marts);
  }

  private MartDefinition mart(String name, String reads, Refresh refresh, String key, String sql) {
    return new MartDefinition(
        name,
        "Anything.",
        new TableName(db, name),
        List.of(key),
        refresh,
        List.of(reads),
        sql,
        List.of());
  }

  private SourceDefinition source(String name, Shape shape) {
    SourceDefinition typed =
        Typed.pipeline(CsvDialect.with().format(), UnknownColumns.rescue).sources().get(0);
    return new SourceDefinition(
        name,
        "Anything.",
        name + "/",
        typed.files(),
        typed.format(),
        shape.columns,
        typed.limits(),
        typed.overwrite(),
        typed.unknownColumns(),
        new TableName(db, name),
        new SilverDefinition(
            new TableName(db, name + "_silver"),
            shape.drop,
            shape.rename,
            shape.add,
            List.of(shape.silver("id")),
            List.of(shape.declared("s")),
            Operation.NONE,
            List.of(shape.partition.formatted(shape.silver("day"))),
            new Expectations(Map.of(), Map.of("paid", shape.silver("fare") + " >= 0"), Map.of()),
            true));
  }

  private static Shape shape(String change, boolean changed) {
    Shape shape = new Shape();
    if (changed) {
      CHANGES.get(change).accept(shape);
    }
    return shape;
  }

  /** What a change may change. */
  private static final class Shape {
    final List<Column> columns =
        Stream.of(
                new Column("id", "string", true),
                column("s", "long"),
                column("day", "date"),
                column("fare", "decimal(6,2)"),
                column("n", "int"),
                column("note", "string"))
            .collect(Collectors.toCollection(ArrayList::new));
    final List<String> drop = new ArrayList<>();
    final Map<String, String> rename = new LinkedHashMap<>();
    final Map<String, String> add = new LinkedHashMap<>(Map.of("j", "from_json(note, 'a int')"));
    String partition = "months(%s)";
    String aggregate = "sum";

    void put(String name, Column column) {
      columns.replaceAll(c -> c.name().equals(name) ? column : c);
      if (name.equals("note")) {
        add.put("j", "from_json(%s, 'a int')".formatted(column.name()));
      }
    }

    String declared(String name) {
      return columns.stream()
          .filter(c -> c.name().equals(name) || c.was().contains(name))
          .findFirst()
          .orElseThrow()
          .name();
    }

    String silver(String name) {
      return rename.getOrDefault(declared(name), declared(name));
    }
  }
}
