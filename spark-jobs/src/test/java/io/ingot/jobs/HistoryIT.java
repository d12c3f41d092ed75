package io.ingot.jobs;

import static io.ingot.jobs.Orders.HEADER;
import static io.ingot.jobs.Orders.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Stage;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.lineage.Explanation;
import io.ingot.jobs.lineage.Lineage;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.Column;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that keys had, with the time for which they had them. */
class HistoryIT {
  private static final List<String> KEY = List.of("invoiceid", "itemid");
  private static final String HISTORY = "silver_orders_history";
  private static final String ROWS =
      "SELECT itemid, category, second(valid_from), second(valid_to), is_current, _batch FROM db."
          + HISTORY;

  private static final PipelineDefinition SHARED = on();

  /** Two batches that several tests look at, each at an item of its own. */
  private static Lake shared;

  private static PipelineDefinition off() {
    return with(Orders.pipeline(KEY, Orders.RULES), s -> s);
  }

  private static PipelineDefinition on() {
    return on(off());
  }

  private static PipelineDefinition on(PipelineDefinition pipeline) {
    return with(pipeline, s -> silver(s, s.rename(), s.add(), s.expect(), true));
  }

  private static PipelineDefinition rule(PipelineDefinition pipeline, String predicate) {
    Expectations rules = new Expectations(Map.of(), Map.of("price_positive", predicate), Map.of());
    return with(pipeline, s -> silver(s, s.rename(), s.add(), rules, s.history()));
  }

  private static SilverDefinition silver(
      SilverDefinition s,
      Map<String, String> rename,
      Map<String, String> add,
      Expectations expect,
      boolean history) {
    return new SilverDefinition(
        s.table(),
        s.drop(),
        rename,
        add,
        s.key(),
        s.sequence(),
        s.operation(),
        s.partition(),
        expect,
        history);
  }

  /** Orders whose changes may lack a sequence. */
  private static PipelineDefinition with(
      PipelineDefinition pipeline, UnaryOperator<SilverDefinition> change) {
    SourceDefinition s = pipeline.sources().get(0);
    SourceDefinition orders =
        new SourceDefinition(
            s.name(),
            s.description(),
            s.landing(),
            s.files(),
            s.format(),
            s.columns().stream()
                .map(c -> c.name().equals("ts") ? new Column("ts", c.type(), false) : c)
                .toList(),
            s.limits(),
            s.overwrite(),
            s.unknownColumns(),
            s.bronze(),
            change.apply(s.silver()));
    return new PipelineDefinition(
        pipeline.name(),
        pipeline.description(),
        pipeline.database(),
        pipeline.limits(),
        List.of(orders),
        pipeline.marts());
  }

  private static String undated(int item, String category) {
    return "U\t\t1\t%d\t%s\t5.00".formatted(item, category);
  }

  private static JobPoints crashAfter(String table) {
    return point -> {
      if (point.endsWith(table + ":after")) {
        throw new IllegalStateException("crash");
      }
    };
  }

  @BeforeAll
  static void twoBatches() {
    shared = new Lake(SHARED);
    shared.upload(
        "orders",
        "1",
        HEADER,
        change("I", 10, 1, "a"),
        change("I", 10, 2, "a"),
        change("I", 30, 3, "b"),
        change("I", 10, 4, "a"),
        change("D", 30, 4, ""),
        change("I", 10, 5, "first"),
        change("I", 10, 6, "a"),
        change("I", 10, 7, "a"),
        change("D", 10, 8, ""));
    shared.run(1);
    shared.upload(
        "orders",
        "2",
        HEADER,
        change("U", 20, 1, "b"),
        change("D", 20, 2, ""),
        change("I", 40, 2, "c"),
        change("U", 20, 3, "late"),
        change("U", 20, 4, "late"),
        change("U", 10, 5, "last"),
        change("U", 20, 7, "x", "-1"),
        undated(7, "before"));
    shared.run(2);
  }

  private static List<String> of(int item) {
    return shared.query(ROWS + " WHERE itemid = " + item);
  }

  @Test
  void update_endsTheFormerValue() {
    assertThat(of(1)).containsExactly("1|a|10|20|false|2", "1|b|20|null|true|2");
  }

  @Test
  void deletionThenInsert_leavesAGap() {
    assertThat(of(2)).containsExactly("2|a|10|20|false|2", "2|c|40|null|true|2");
  }

  @Test
  void lateOlderChange_holdsUntilItsSuccessor() {
    assertThat(of(3)).containsExactly("3|b|30|null|true|1", "3|late|20|30|false|2");
  }

  @Test
  void changeOlderThanTheDeletion_heldUntilIt() {
    assertThat(of(4)).containsExactly("4|a|10|20|false|2", "4|late|20|30|false|2");
  }

  @Test
  void equalSequence_theLaterArrivalAloneWasInForce() {
    assertThat(of(5)).containsExactly("5|last|10|null|true|2");
  }

  @Test
  void keyThatNoBatchTouchesAgain_keepsItsRow() {
    assertThat(of(6)).containsExactly("6|a|10|null|true|1");
  }

  @Test
  void changeWithoutSequence_comesFirst_andAQuarantinedOneNotAtAll() {
    assertThat(of(7)).containsExactly("7|a|10|null|true|1", "7|before|null|10|false|2");
  }

  @Test
  void deletionAlone_leavesNothing() {
    assertThat(of(8)).isEmpty();
  }

  @Test
  void table_hasSilversColumnsWithTheInterval() {
    assertThat(List.of(Lake.spark().table("lake." + shared.name(HISTORY)).columns()))
        .containsExactly(
            "ts",
            "invoiceid",
            "itemid",
            "category",
            "price",
            "month",
            "valid_from",
            "valid_to",
            "is_current",
            "_batch",
            "_file_version",
            "_source_file",
            "_arrival",
            "_position",
            "_sequence");
    assertThat(shared.table(HISTORY).schema().findType("valid_from"))
        .isEqualTo(shared.table("silver_orders").schema().findType("ts"));
  }

  @Test
  void explain_showsOfEachRow_theChangesOfItsKeyThatHoldFromTheSameTime() {
    assertThat(explain("itemid = 1")).containsExactly("true: wins 1/1", "true: wins 2/1");
    assertThat(explain("itemid = 1 AND is_current")).containsExactly("true: wins 2/1");
    assertThat(explain("itemid = 5")).containsExactly("true: wins 2/6, loses 1/6");
    assertThat(explain("itemid = 8")).containsExactly("false: deletes 1/9");
    assertThat(explain("itemid = 7 AND second(valid_from) = 20"))
        .containsExactly("false: quarantined 2/7");
    assertThat(explain("itemid = 8 AND is_current")).isEmpty();
  }

  /** Of each row, whether it is there, and outcome, file and row of its changes. */
  private static List<String> explain(String predicate) {
    return new Lineage(Lake.spark().cloneSession(), "lake", SHARED)
        .explain(HISTORY, predicate, 5).rows().stream()
            .map(
                row ->
                    row.present()
                        + row.changes().stream()
                            .map(c -> c.outcome() + " " + place(c.place()))
                            .collect(Collectors.joining(", ", ": ", "")))
            .sorted()
            .toList();
  }

  private static String place(Explanation.Place place) {
    return place.file().replaceAll(".*/", "") + "/" + place.row();
  }

  @Test
  void newVersionOfAFile_takesBackWhatTheOldOneSaid_alsoAfterACrash() {
    Lake lake = new Lake(on());
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "b"));
    lake.upload("orders", "2", HEADER, change("D", 30, 1, ""), change("U", 30, 2, "c"));
    lake.run(1);
    assertThat(lake.query(ROWS))
        .containsExactly("1|a|10|30|false|1", "2|b|10|30|false|1", "2|c|30|null|true|1");

    lake.upload("orders", "2", HEADER, change("I", 5, 4, "e"));
    Lake.Batch second = lake.batch(2);
    assertThatThrownBy(() -> second.run(2, 1, "all", crashAfter(HISTORY))).hasMessage("crash");
    List<String> published = lake.query(ROWS);
    second.run(2, 2, "all", JobPoints.NONE);

    assertThat(lake.query(ROWS))
        .isEqualTo(published)
        .containsExactly("1|a|10|null|true|2", "2|b|10|null|true|2", "4|e|5|null|true|2");
    assertThat(lake.query("SELECT itemid, category FROM db.silver_orders"))
        .containsExactly("1|a", "2|b", "4|e");
    assertThat(second.result(2, 2, Stage.silver).tables())
        .anySatisfy(
            t -> {
              assertThat(t.table()).isEqualTo(lake.name(HISTORY));
              assertThat(t.rows()).isEqualTo(3);
              assertThat(t.deleted()).isEqualTo(1);
              assertThat(t.effective()).isZero();
            });
    long before = lake.table(HISTORY).currentSnapshot().snapshotId();
    second.run(2, 3, "all", JobPoints.NONE);
    assertThat(lake.table(HISTORY).currentSnapshot().snapshotId()).isEqualTo(before);
  }

  @Test
  void redrivenQuarantine_getsItsPlaceInTime_byTheRuleOfTheLastAttempt() {
    PipelineDefinition strict = on();
    Lake lake = new Lake(strict);
    lake.upload(
        "orders",
        "1",
        HEADER,
        change("I", 10, 1, "a", "-5.00"),
        change("U", 20, 1, "b"),
        change("I", 10, 2, "x", "-20.00"));
    lake.run(1);
    assertThat(lake.query(ROWS)).containsExactly("1|b|20|null|true|1");

    Lake.Batch second = lake.quarantine(2, "orders");
    assertThatThrownBy(
            () ->
                second.run(
                    second.attempt(2, 1, rule(strict, "price > -99")), "all", crashAfter(HISTORY)))
        .hasMessage("crash");
    assertThat(lake.query(ROWS)).hasSize(3);
    second.run(second.attempt(2, 2, rule(strict, "price > -10")), "all", JobPoints.NONE);

    assertThat(lake.query(ROWS)).containsExactly("1|a|10|20|false|2", "1|b|20|null|true|1");
    assertThat(lake.query("SELECT itemid, category, _batch FROM db.silver_orders"))
        .containsExactly("1|b|1");
  }

  @Test
  void switchedOnLater_onceMoreAndAfterARollback_isComplete() {
    PipelineDefinition off = off();
    PipelineDefinition on = on(off);
    Lake lake = new Lake(off);
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "x", "-1"));
    lake.run(1);
    assertThat(Lake.spark().catalog().tableExists("lake." + lake.name(HISTORY))).isFalse();

    lake.upload("orders", "2", HEADER, change("I", 10, 3, "c"));
    Lake.Batch second = lake.batch(2);
    second.run(second.attempt(2, 1, on), "all", JobPoints.NONE);
    assertThat(lake.query(ROWS)).containsExactly("1|a|10|null|true|2", "3|c|10|null|true|2");

    lake.upload("orders", "3", HEADER, change("U", 30, 1, "unseen"));
    lake.run(3);
    lake.upload("orders", "4", HEADER, change("U", 20, 3, "d"));
    Lake.Batch fourth = lake.batch(4);
    fourth.run(fourth.attempt(4, 1, on), "all", JobPoints.NONE);
    assertThat(lake.query(ROWS))
        .containsExactly(
            "1|a|10|30|false|4",
            "1|unseen|30|null|true|4",
            "3|c|10|20|false|4",
            "3|d|20|null|true|4");

    fourth.withdraw(fourth.attempt(5, 1, on), 1);
    assertThat(lake.query(ROWS)).isEmpty();
    lake.upload("orders", "5", HEADER, change("I", 10, 4, "e"));
    Lake.Batch next = lake.batch(6);
    next.run(next.attempt(6, 1, on), "all", JobPoints.NONE);
    assertThat(lake.query(ROWS)).containsExactly("1|a|10|null|true|6", "4|e|10|null|true|6");
  }

  @Test
  void changedDefinition_columnsFollowSilver_andNothingLeavesTheQuarantineByItself() {
    PipelineDefinition before = on();
    Lake lake = new Lake(before);
    lake.upload(
        "orders",
        "1",
        HEADER,
        change("I", 10, 1, "a"),
        change("U", 15, 1, "bad", "-5.00"),
        change("I", 10, 2, "b"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, change("U", 20, 1, "c"));
    Lake.Batch second = lake.batch(2);
    Map<String, String> rename = Map.of("category", "kind");
    Map<String, String> add = Map.of("month", "date_trunc('month', ts)", "loud", "upper(kind)");
    PipelineDefinition after =
        with(rule(before, "price > -99"), s -> silver(s, rename, add, s.expect(), true));
    second.run(second.attempt(2, 1, after), "all", JobPoints.NONE);

    assertThat(lake.query("SELECT itemid, kind, loud, is_current FROM db." + HISTORY))
        .containsExactly("1|a|A|false", "1|c|C|true", "2|b|null|true");
  }

  /** Many small feeds at once, one per key, after every batch against plain collections. */
  @ParameterizedTest
  @ValueSource(longs = 1)
  void feedsInAnyBatchesAndOrders_areWhatTheOracleSays(long seed) {
    HistoryFeed feed = new HistoryFeed(seed);
    Lake lake = new Lake(on());
    for (int batch = 1; batch <= HistoryFeed.BATCHES; batch++) {
      feed.uploads(batch).forEach((name, lines) -> lake.upload("orders", name, lines));
      lake.run(batch);

      assertThat(lake.query(ROWS)).as("batch " + batch).isEqualTo(feed.history());
      assertThat(lake.query("SELECT itemid, category, ts FROM db." + HISTORY + " WHERE is_current"))
          .isEqualTo(lake.query("SELECT itemid, category, ts FROM db.silver_orders"));
    }
  }
}
