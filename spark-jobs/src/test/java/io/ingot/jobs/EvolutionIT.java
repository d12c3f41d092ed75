package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.FileNames;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.SourceLimits;
import io.ingot.core.definition.TableName;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that exist meet definitions that have changed. */
class EvolutionIT {
  private static final String OLD = "id,day,fare_amount,n,f,note";
  private static final String NEW = "tip,fare,id,day,n,f,note";
  private static final String SQL = "SELECT day, sum(%s) AS %s%s FROM trips GROUP BY day";

  private final String db = Rides.database();
  private final PipelineDefinition before =
      pipeline(
          List.of(
              new Column("id", "string", true),
              new Column("day", "date", true),
              new Column("fare_amount", "decimal(6,2)", true),
              new Column("n", "int", false),
              new Column("f", "float", false),
              new Column("note", "string", false)),
          List.of(),
          Map.of(),
          List.of("months(day)"),
          SQL.formatted("fare_amount", "fares", ", max(n) AS n"));
  private final Lake lake = new Lake(before);

  @BeforeEach
  void load() {
    lake.upload("trips", "a.csv", OLD, "a,2024-01-01,1.10,1,0.5,x", "b,2024-01-02,2.20,2,1.5,y");
    lake.run(1);
  }

  @Test
  void addWidenRenameDropAndPartition_withOldAndNewFiles_keepAllRows() {
    long old = lake.table("silver").currentSnapshot().snapshotId();
    PipelineDefinition after =
        pipeline(
            List.of(
                new Column("id", "string", true),
                new Column("day", "date", true),
                new Column("fare", "decimal(8,2)", true).formerly(List.of("fare_amount")),
                new Column("n", "long", false),
                new Column("f", "double", false),
                new Column("note", "string", false),
                new Column("tip", "decimal(4,2)", false)),
            List.of("note"),
            Map.of("n", "passengers"),
            List.of("days(day)", "bucket(4, id)"),
            SQL.formatted("fare", "total", ", sum(tip) AS tips"));
    lake.upload("trips", "b.csv", NEW, "0.10,123456.70,c,2024-01-02,5000000000,0.1,z");
    lake.upload("trips", "c.csv", OLD, "a,2024-01-01,1.30,7,0.25,w", "d,2024-02-01,4.00,,,");
    run(2, after);

    assertThat(lake.query("SELECT id, day, fare, passengers, f, tip FROM db.silver"))
        .containsExactly(
            "a|2024-01-01|1.30|7|0.25|null",
            "b|2024-01-02|2.20|2|1.5|null",
            "c|2024-01-02|123456.70|5000000000|0.1|0.10",
            "d|2024-02-01|4.00|null|null|null");
    assertThat(columns("silver"))
        .startsWith("id string, day date, fare decimal(8, 2), passengers long, f double, ")
        .doesNotContain("note", "fare_amount");
    assertThat(lake.query("SELECT id, fare, n, note, tip FROM db.bronze"))
        .containsExactly(
            "a|1.10|1|x|null",
            "a|1.30|7|w|null",
            "b|2.20|2|y|null",
            "c|123456.70|5000000000|z|0.10",
            "d|4.00|null|null|null");
    assertThat(lake.query("SELECT * FROM db.gold"))
        .containsExactly(
            "2024-01-01|1.30|null", "2024-01-02|123458.90|0.10", "2024-02-01|4.00|null");
    assertThat(columns("gold")).isEqualTo("day date, total decimal(18, 2), tips decimal(14, 2)");
    Table silver = lake.table("silver");
    assertThat(silver.spec().fields())
        .extracting(PartitionField::transform)
        .extracting(Object::toString)
        .containsExactly("day", "bucket[4]");
    assertThat(lake.query("SELECT DISTINCT spec_id FROM db.silver.files WHERE content = 0"))
        .as("old data stays, new data follows the new partitions")
        .hasSize(2);
    assertThat(lake.query("SELECT id, fare_amount, note FROM db.silver VERSION AS OF " + old))
        .containsExactly("a|1.10|x", "b|2.20|y");

    // The next batch changes nothing in the tables, and gold goes on by groups.
    lake.upload("trips", "e.csv", NEW, "1.00,5.00,b,2024-02-01,1,1,q");
    run(3, after);
    assertThat(lake.query("SELECT * FROM db.gold"))
        .containsExactly(
            "2024-01-01|1.30|null", "2024-01-02|123456.70|0.10", "2024-02-01|9.00|1.00");
    assertThat(lake.table("silver").spec().specId()).isEqualTo(silver.spec().specId());
    assertThat(lake.table("silver").schema().schemaId()).isEqualTo(silver.schema().schemaId());
  }

  @Test
  void incrementalGold_overARenamedColumn_goesOn() {
    PipelineDefinition after = with("fare", "decimal(6,2)", List.of("fare_amount"), "fare");
    lake.upload("trips", "b.csv", NEW, "1,9.00,a,2024-01-02,1,0.1,z");
    run(2, after);
    lake.upload("trips", "c.csv", OLD, "c,2024-01-02,1.00,1,0.1,z");
    run(3, after);

    assertThat(lake.query("SELECT * FROM db.gold")).containsExactly("2024-01-02|12.20|2");
  }

  @Test
  void incrementalGold_besideARenamedColumn_goesOn() {
    String sql = SQL.formatted("fare_amount", "fares", ", max(n) AS n");
    PipelineDefinition after =
        pipeline(
            before.sources().get(0).columns().stream()
                .map(
                    c ->
                        c.name().equals("note")
                            ? new Column("remark", "string", false).formerly(List.of("note"))
                            : c)
                .toList(),
            List.of(),
            Map.of(),
            List.of("months(day)"),
            sql);
    lake.upload("trips", "b.csv", OLD, "a,2024-01-03,4.00,1,0.1,z");
    run(2, after);

    assertThat(lake.query("SELECT * FROM db.gold"))
        .containsExactly("2024-01-02|2.20|2", "2024-01-03|4.00|1");
    assertThat(lake.query("SELECT id, remark FROM db.silver")).containsExactly("a|z", "b|y");
  }

  @Test
  void fileWithOldAndNewName_rescuesTheOldOne() {
    lake.upload(
        "trips",
        "b.csv",
        "id,day,fare_amount,fare",
        "c,2024-01-03,1.00,2.00",
        "d,2024-01-03,3.00,");
    run(2, with("fare", "decimal(6,2)", List.of("fare_amount"), "fare"));

    assertThat(lake.query("SELECT id, fare, _rescued FROM db.bronze WHERE _batch = 2"))
        .containsExactly("c|2.00|{\"fare_amount\":\"1.00\"}", "d|3.00|null");
  }

  @Test
  void narrowing_isRefusedBeforeAnythingIsWritten() {
    refused(
        with("fare_amount", "decimal(4,2)", List.of(), "fare_amount"),
        "Cannot change column fare_amount of table "
            + db
            + ".bronze: its rows are decimal(6, 2) and would not all fit into decimal(4, 2). Keep"
            + " decimal(6, 2), widen it (int to long, float to double, more digits), or give the"
            + " new column a name of its own; or have all rows computed again:"
            + " ./ingot rebuild trips/trips --from landing.");
  }

  @Test
  void otherType_isRefused() {
    refused(
        with("fare_amount", "date", List.of(), "1"),
        "Cannot change column fare_amount of table "
            + db
            + ".bronze: its rows are decimal(6, 2) and cannot become date. Keep decimal(6, 2),"
            + " widen it (int to long, float to double, more digits), or give the new column a name"
            + " of its own; or have all rows computed again: ./ingot rebuild trips/trips --from"
            + " landing.");
  }

  @Test
  void otherTypeAndKey_ofTablesWithoutRows_areTaken() {
    Lake.Batch nothing = lake.batch(1);
    nothing.withdraw(2, 0);
    lake.upload(
        "trips",
        "b.csv",
        OLD,
        "a,2024-01-03,2024-02-01,4,0.1,z",
        "b,2024-01-03,2024-02-02,4,0.1,z");
    run(3, keyed(with("fare_amount", "date", List.of(), "1"), List.of("day")));

    assertThat(lake.query("SELECT id, fare_amount FROM db.silver")).containsExactly("b|2024-02-02");
    assertThat(lake.query("SELECT day, fares, n FROM db.gold")).containsExactly("2024-01-03|1|4");
  }

  @Test
  void otherKey_isRefused() {
    assertRefused(keyed(before, List.of("id", "day")))
        .hasMessage(
            "Cannot load silver table "
                + db
                + ".silver: its rows are by another key (id; the definition says id, day). Keep"
                + " that key, or have all rows computed again: ./ingot rebuild trips/trips.");
  }

  private static PipelineDefinition keyed(PipelineDefinition p, List<String> key) {
    SourceDefinition s = p.sources().get(0);
    SilverDefinition v = s.silver();
    SourceDefinition source =
        new SourceDefinition(
            s.name(),
            s.description(),
            s.landing(),
            s.files(),
            s.format(),
            s.columns(),
            s.limits(),
            s.overwrite(),
            s.unknownColumns(),
            s.bronze(),
            new SilverDefinition(
                v.table(),
                v.drop(),
                v.rename(),
                v.add(),
                key,
                v.sequence(),
                v.operation(),
                v.partition(),
                v.expect()));
    return new PipelineDefinition(
        p.name(), p.description(), p.database(), p.limits(), List.of(source), p.marts());
  }

  @Test
  void renameWithoutMapping_isRefused() {
    refused(
        with("fare", "decimal(6,2)", List.of(), "fare"),
        "Cannot change table "
            + db
            + ".silver: column fare_amount (decimal(6, 2)) is gone from the definition, and fare"
            + " (decimal(6, 2)) is new, which may be a rename. Write was: [fare_amount] at the"
            + " column if it is; else keep fare_amount declared and name it in silver.select.drop;"
            + " or have all rows computed again: ./ingot rebuild trips/trips.");
  }

  @Test
  void martThatNamesAColumnThatIsGone_isRefused() {
    PipelineDefinition after = with("fare", "decimal(6,2)", List.of("fare_amount"), "fare_amount");
    assertRefused(after)
        .hasMessageStartingWith(
            "Cannot load the batch: the definition of mart gold does not fit its columns (");
  }

  private void refused(PipelineDefinition after, String message) {
    assertRefused(after).hasMessage(message);
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      PipelineDefinition after) {
    String state = state();
    lake.upload("trips", "b.csv", NEW, "0.10,7.00,c,2024-01-02,5,0.1,z");
    var thrown = assertThatThrownBy(() -> run(2, after)).isInstanceOf(RefusedException.class);
    assertThat(state()).isEqualTo(state);
    return thrown;
  }

  private String state() {
    return List.of("bronze", "bronze_files", "silver", "gold").stream()
        .map(t -> lake.table(t))
        .map(t -> t.currentSnapshot().snapshotId() + " " + t.schema() + " " + t.refs().keySet())
        .collect(Collectors.joining("\n"));
  }

  private String columns(String table) {
    return lake.table(table).schema().columns().stream()
        .map(c -> c.name() + " " + c.type())
        .collect(Collectors.joining(", "));
  }

  private void run(long number, PipelineDefinition definition) {
    Lake.Batch batch = lake.batch(number);
    Attempt attempt = batch.attempt(number, 1, definition);
    batch.run(attempt, "all", JobPoints.NONE);
  }

  /** The first definition with another column in place of the fare. */
  private PipelineDefinition with(String name, String type, List<String> was, String value) {
    return pipeline(
        before.sources().get(0).columns().stream()
            .map(
                c ->
                    c.name().equals("fare_amount") ? new Column(name, type, true).formerly(was) : c)
            .toList(),
        List.of(),
        Map.of(),
        List.of("months(day)"),
        SQL.formatted(value, "fares", ", max(n) AS n"));
  }

  private PipelineDefinition pipeline(
      List<Column> columns,
      List<String> drop,
      Map<String, String> rename,
      List<String> partition,
      String sql) {
    SourceDefinition trips =
        new SourceDefinition(
            "trips",
            "One row per trip.",
            "trips/",
            FileNames.DEFAULT,
            Format.of(Format.Type.csv),
            columns,
            SourceLimits.DEFAULT,
            Overwrite.replace,
            UnknownColumns.rescue,
            new TableName(db, "bronze"),
            new SilverDefinition(
                new TableName(db, "silver"),
                drop,
                rename,
                Map.of(),
                List.of("id"),
                List.of(),
                Operation.NONE,
                partition,
                Expectations.NONE));
    MartDefinition gold =
        new MartDefinition(
            "gold",
            "One row per day.",
            new TableName(db, "gold"),
            List.of("day"),
            MartDefinition.Refresh.incremental,
            List.of("trips"),
            sql,
            List.of());
    return new PipelineDefinition(
        "trips", "Trips.", db, PipelineLimits.DEFAULT, List.of(trips), List.of(gold));
  }
}
