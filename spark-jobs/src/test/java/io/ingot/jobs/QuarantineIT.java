package io.ingot.jobs;

import static io.ingot.jobs.Orders.HEADER;
import static io.ingot.jobs.Orders.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.run.JobPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quarantined rows that are checked again after their rule was mended. */
class QuarantineIT {
  private static final List<String> KEY = List.of("invoiceid", "itemid");
  private static final String SILVER =
      "SELECT itemid, category, price, _batch FROM db.silver_orders";
  private static final String MENDED = "price > -10";

  /** Orders with a mart, so that gold has to follow. */
  private static PipelineDefinition pipeline(List<String> key) {
    PipelineDefinition orders = Orders.pipeline(key, Orders.RULES);
    MartDefinition mart =
        new MartDefinition(
            "by_category",
            "One row per category.",
            new TableName(orders.database(), "by_category"),
            List.of("category"),
            MartDefinition.Refresh.incremental,
            List.of("orders"),
            "SELECT category, sum(price) AS total FROM orders GROUP BY category",
            List.of(),
            Expectations.NONE);
    return new PipelineDefinition(
        orders.name(),
        orders.description(),
        orders.database(),
        orders.limits(),
        orders.sources(),
        List.of(mart));
  }

  private final PipelineDefinition strict = pipeline(KEY);
  private final Lake lake = new Lake(strict);

  /** The same pipeline, in the same database, with another rule for prices. */
  private static PipelineDefinition rule(PipelineDefinition pipeline, String predicate) {
    SilverDefinition silver = pipeline.sources().get(0).silver();
    return with(
        pipeline,
        silver.add(),
        silver.key(),
        new Expectations(Map.of(), Map.of("price_positive", predicate), Map.of()));
  }

  private static PipelineDefinition with(
      PipelineDefinition pipeline, Map<String, String> add, List<String> key, Expectations expect) {
    SourceDefinition source = pipeline.sources().get(0);
    SilverDefinition silver = source.silver();
    return new PipelineDefinition(
        pipeline.name(),
        pipeline.description(),
        pipeline.database(),
        pipeline.limits(),
        List.of(
            new SourceDefinition(
                source.name(),
                source.description(),
                source.landing(),
                source.files(),
                source.format(),
                source.columns(),
                source.limits(),
                source.overwrite(),
                source.unknownColumns(),
                source.bronze(),
                new SilverDefinition(
                    silver.table(),
                    silver.drop(),
                    silver.rename(),
                    add,
                    key,
                    silver.sequence(),
                    silver.operation(),
                    silver.partition(),
                    expect))),
        pipeline.marts());
  }

  private void history() {
    lake.upload(
        "orders",
        "1",
        HEADER,
        change("I", 10, 1, "a", "-5.00"),
        change("I", 10, 2, "b", "-20.00"),
        change("I", 10, 3, "c", "3.00"),
        change("I", 50, 4, "d", "-1.00"));
    lake.run(1);
    lake.upload(
        "orders", "2", HEADER, change("U", 30, 3, "c", "-4.00"), change("U", 59, 4, "d", "9.00"));
    lake.run(2);
    assertThat(lake.query(SILVER)).containsExactly("3|c|3.00|1", "4|d|9.00|2");
  }

  private List<String> quarantine() {
    return lake.query(
        "SELECT get_json_object(row, '$.itemid'), array_join(rules, ','), reason"
            + " FROM db.silver_orders_quarantine");
  }

  private List<String> gold() {
    return lake.query("SELECT category, total FROM db.by_category");
  }

  private void redriven() {
    assertThat(lake.query(SILVER)).containsExactly("1|a|-5.00|3", "3|c|-4.00|3", "4|d|9.00|2");
    assertThat(quarantine())
        .containsExactly("2|price_positive|price_positive is broken (price > -10)");
    assertThat(gold()).containsExactly("a|-5.00", "c|-4.00", "d|9.00");
  }

  @Test
  void mendedRule_rowsTakeTheirPlaceInTime_onceOnly_andGoBackWithTheirBatch() {
    history();
    List<String> before = quarantine();
    Lake.Batch third = lake.quarantine(3, "orders");
    third.run(third.attempt(3, 1, rule(strict, MENDED)), "all", JobPoints.NONE);

    redriven();
    TableResult silver = table(third, "silver_orders");
    assertThat(silver.effective()).isEqualTo(2);
    assertThat(silver.superseded()).isEqualTo(1);
    assertThat(table(third, "silver_orders_quarantine").deleted()).isEqualTo(3);

    List<Long> snapshots = snapshots();
    Lake.Batch fourth = lake.quarantine(4, "orders");
    fourth.run(fourth.attempt(4, 1, rule(strict, MENDED)), "all", JobPoints.NONE);
    assertThat(snapshots()).isEqualTo(snapshots);
    redriven();

    fourth.withdraw(5, 2);
    assertThat(quarantine()).isEqualTo(before);
    assertThat(lake.query(SILVER)).containsExactly("3|c|3.00|1", "4|d|9.00|2");
  }

  private TableResult table(Lake.Batch batch, String name) {
    return batch.result(3, 1, Stage.silver).tables().stream()
        .filter(t -> t.table().equals(lake.name(name)))
        .findFirst()
        .orElseThrow();
  }

  private List<Long> snapshots() {
    List<Long> ids = new ArrayList<>();
    for (String table : List.of("silver_orders", "silver_orders_quarantine", "by_category")) {
      ids.add(lake.table(table).currentSnapshot().snapshotId());
    }
    return ids;
  }

  @Test
  void crashAtAnyPublish_theNextAttemptEndsTheSame() {
    history();
    Lake.Batch third = lake.quarantine(3, "orders");
    PipelineDefinition mended = rule(strict, MENDED);
    int number = 1;
    for (String table :
        List.of("silver_orders_tombstones", "silver_orders", "silver_orders_quarantine")) {
      Attempt attempt = third.attempt(3, number++, mended);
      String point = "silver:publish:" + lake.name(table) + ":after";
      assertThatThrownBy(
              () ->
                  third.run(
                      attempt,
                      "all",
                      reached -> {
                        if (reached.equals(point)) {
                          throw new IllegalStateException("killed");
                        }
                      }))
          .hasMessageContaining("killed");
    }
    third.run(third.attempt(3, number, mended), "all", JobPoints.NONE);

    redriven();
  }

  @Test
  void ruleMendedAnew_beforeTheSameBatchIsTriedAgain_holdsForAllOfIt() {
    history();
    Lake.Batch third = lake.quarantine(3, "orders");
    Attempt lenient = third.attempt(3, 1, rule(strict, "price > -2"));
    third.run(lenient, "bronze", JobPoints.NONE);
    third.run(lenient, "silver", JobPoints.NONE);
    assertThat(quarantine()).hasSize(3);

    third.run(third.attempt(4, 1, rule(strict, MENDED)), "all", JobPoints.NONE);

    redriven();
  }

  @Test
  void deletionInQuarantine_deletesItsKeyAfterwards() {
    List<String> key = List.of("invoiceid", "code");
    PipelineDefinition orders = pipeline(KEY);
    Lake deletes = new Lake(with(orders, Map.of("code", "category"), key, Expectations.NONE));
    deletes.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "b"));
    deletes.run(1);
    deletes.upload("orders", "2", HEADER, change("D", 30, 1, ""));
    deletes.run(2);
    assertThat(deletes.query("SELECT code FROM db.silver_orders")).containsExactly("a", "b");
    assertThat(deletes.query("SELECT array_join(rules, ',') FROM db.silver_orders_quarantine"))
        .containsExactly("key:code");

    Lake.Batch third = deletes.quarantine(3, "orders");
    Map<String, String> mended = Map.of("code", "coalesce(category, 'a')");
    third.run(
        third.attempt(3, 1, with(orders, mended, key, Expectations.NONE)), "all", JobPoints.NONE);

    assertThat(deletes.query("SELECT code, _batch FROM db.silver_orders")).containsExactly("b|1");
    assertThat(deletes.query("SELECT category FROM db.by_category")).containsExactly("b");
    assertThat(deletes.query("SELECT code, _batch FROM db.silver_orders_tombstones"))
        .containsExactly("a|3");
  }

  @Test
  void loosenedRule_letsNoRowOut_beforeItsQuarantineIsRedriven() {
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a", "-5.00"));
    lake.upload("orders", "2", HEADER, change("U", 20, 1, "b"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, change("I", 20, 2, "c"));
    Lake.Batch second = lake.batch(2);
    second.run(second.attempt(2, 1, rule(strict, MENDED)), "all", JobPoints.NONE);

    assertThat(lake.query(SILVER)).containsExactly("2|c|5.00|2");
    assertThat(quarantine()).hasSize(1);

    Lake.Batch third = lake.quarantine(3, "orders");
    third.run(third.attempt(3, 1, rule(strict, MENDED)), "all", JobPoints.NONE);
    assertThat(lake.query(SILVER)).containsExactly("1|a|-5.00|3", "2|c|5.00|2");
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void sourceWithoutAKey_getsTheRowsOnce() {
    PipelineDefinition keyless = pipeline(List.of());
    Lake appends = new Lake(keyless);
    appends.upload(
        "orders", "1", HEADER, change("I", 10, 1, "a", "-5.00"), change("I", 10, 2, "b"));
    appends.run(1);
    Lake.Batch second = appends.quarantine(2, "orders");
    second.run(second.attempt(2, 1, rule(keyless, MENDED)), "all", JobPoints.NONE);
    Lake.Batch third = appends.quarantine(3, "orders");
    third.run(third.attempt(3, 1, rule(keyless, MENDED)), "all", JobPoints.NONE);

    assertThat(appends.query("SELECT itemid, _batch FROM db.silver_orders"))
        .containsExactly("1|2", "2|1");
    assertThat(appends.query("SELECT category, total FROM db.by_category"))
        .containsExactly("a|-5.00", "b|5.00");
  }

  @Test
  void correctedFile_takesItsQuarantinedRowsAway_soThatNoneIsLeftToRedrive() {
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a", "-5.00"));
    lake.run(1);
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a", "5.00"));
    lake.run(2);
    Lake.Batch third = lake.quarantine(3, "orders");
    third.run(third.attempt(3, 1, rule(strict, MENDED)), "all", JobPoints.NONE);

    assertThat(lake.query(SILVER)).containsExactly("1|a|5.00|2");
    assertThat(quarantine()).isEmpty();
  }
}
