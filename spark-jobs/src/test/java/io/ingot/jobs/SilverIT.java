package io.ingot.jobs;

import static io.ingot.jobs.Orders.HEADER;
import static io.ingot.jobs.Orders.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.attempt.StageResult.Unlisted;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.Operation;
import io.ingot.jobs.run.GateException;
import io.ingot.jobs.run.JobPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilverIT {
  private static final List<String> KEY = List.of("invoiceid", "itemid");
  private static final String ROWS = "SELECT itemid, category, _batch FROM db.silver_orders";

  private static final int LARGE = 60_000;

  private final Lake lake = new Lake(Orders.pipeline(KEY, Orders.RULES));

  @Test
  void changesOfAKey_theNewestBySequenceWins_whateverTheOrderOfArrival() {
    lake.upload("orders", "1", HEADER, change("I", 30, 1, "b"), change("I", 20, 2, "x"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, change("U", 10, 1, "stale"), change("U", 40, 2, "y"));
    lake.run(2);

    assertThat(lake.query(ROWS)).containsExactly("1|b|1", "2|y|2");
    assertThat(lake.query("SELECT count(*) FROM db.bronze_orders")).containsExactly("4");
    assertThat(lake.table("silver_orders").currentSnapshot().summary())
        .containsEntry("ingot.batch", "2")
        .containsKey("ingot.base");
    assertThat(lake.table("silver_orders").schema().findField("itemid").isRequired()).isTrue();
  }

  @Test
  void equalSequence_theLaterArrivalWins_thenTheLaterLine() {
    lake.upload("orders", "z", HEADER, change("I", 30, 1, "first"), change("I", 30, 2, "p"));
    lake.upload("orders", "a", HEADER, change("U", 30, 1, "later"));
    lake.run(1);
    lake.upload("orders", "b", HEADER, change("U", 30, 2, "q"), change("U", 30, 2, "r"));
    lake.run(2);

    assertThat(lake.query(ROWS)).containsExactly("1|later|1", "2|r|2");
  }

  @Test
  void deletion_removesTheRow_andALateOlderChangeDoesNotResurrectIt() {
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "b"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, change("D", 30, 1, ""));
    Lake.Batch second = lake.run(2);
    assertThat(lake.query(ROWS)).containsExactly("2|b|1");
    assertThat(lake.query("SELECT itemid, _batch FROM db.silver_orders_tombstones"))
        .containsExactly("1|2");
    assertThat(second.result(2, 1, Stage.silver).tables())
        .anySatisfy(t -> assertThat(t.deleted()).isEqualTo(1));

    lake.upload("orders", "3", HEADER, change("U", 20, 1, "late"));
    lake.run(3);
    assertThat(lake.query(ROWS)).containsExactly("2|b|1");

    lake.upload("orders", "4", HEADER, change("I", 40, 1, "again"));
    lake.run(4);
    assertThat(lake.query(ROWS)).containsExactly("1|again|4", "2|b|1");
    assertThat(lake.query("SELECT itemid FROM db.silver_orders_tombstones")).isEmpty();
  }

  @Test
  void deletion_isForgottenAfterItsRetention_byTheUploadsTimes() {
    Lake forgetful =
        new Lake(
            Orders.pipeline(KEY, Orders.RULES, new Operation("Op", List.of("D"), List.of(), 2)));
    forgetful.upload("orders", "1", HEADER, change("D", 30, 1, ""));
    forgetful.pass(1);
    forgetful.upload("orders", "2", HEADER, change("D", 30, 2, ""));
    forgetful.run(1);
    forgetful.pass(1);
    forgetful.upload("orders", "3", HEADER, change("I", 30, 3, "x"));
    forgetful.run(2);
    assertThat(forgetful.query("SELECT itemid FROM db.silver_orders_tombstones"))
        .containsExactly("2");

    forgetful.upload("orders", "4", HEADER, change("U", 20, 1, "late"), change("U", 20, 2, "late"));
    forgetful.run(3);
    assertThat(forgetful.query(ROWS)).containsExactly("1|late|3", "3|x|2");
  }

  @Test
  void deletionOlderThanTheRow_leavesNoTombstone_andCountsAsSuperseded() {
    lake.upload("orders", "1", HEADER, change("I", 30, 1, "a"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, change("D", 20, 1, ""), change("D", 20, 2, ""));
    Lake.Batch second = lake.run(2);

    assertThat(lake.query("SELECT itemid FROM db.silver_orders_tombstones")).containsExactly("2");
    assertThat(second.result(2, 1, Stage.silver).tables())
        .anySatisfy(
            t -> {
              assertThat(t.table()).isEqualTo(lake.name("silver_orders"));
              assertThat(t.effective()).isEqualTo(1);
              assertThat(t.superseded()).isEqualTo(1);
            });
  }

  @Test
  void newVersionOfAKey_takesBackWhatTheOldOneSaid() {
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "b"));
    lake.run(1);
    lake.upload(
        "orders",
        "2",
        HEADER,
        change("D", 30, 1, ""),
        change("U", 30, 2, "c"),
        change("I", 30, 3, "d"));
    lake.run(2);
    assertThat(lake.query(ROWS)).containsExactly("2|c|2", "3|d|2");

    lake.upload("orders", "2", HEADER, change("I", 5, 4, "e"));
    lake.run(3);
    assertThat(lake.query(ROWS)).containsExactly("1|a|3", "2|b|3", "4|e|3");
    assertThat(lake.query("SELECT itemid FROM db.silver_orders_tombstones")).isEmpty();
    assertThat(lake.query("SELECT _file_version, state FROM db.bronze_orders_files"))
        .containsExactly("v0|loaded", "v1|superseded", "v2|loaded");
  }

  @Test
  void crashBetweenThePublishes_ofADeletionTakenBack_endsTheSame() {
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, change("D", 30, 1, ""));
    lake.run(2);
    lake.upload("orders", "2", HEADER, change("I", 5, 4, "e"));
    Lake.Batch third = lake.batch(3);
    assertThatThrownBy(
            () ->
                third.run(
                    3,
                    1,
                    "all",
                    p -> {
                      if (p.endsWith("silver_orders_tombstones:after")) {
                        throw new IllegalStateException("crash");
                      }
                    }))
        .hasMessage("crash");
    third.run(4, 2, "all", JobPoints.NONE);

    assertThat(lake.query(ROWS)).containsExactly("1|a|3", "4|e|3");
  }

  @Test
  void rowsThatBreakARule_goToQuarantineWithTheReason() {
    lake.upload(
        "orders",
        "1",
        HEADER,
        change("I", 10, 1, "a", "-1"),
        change("I", 10, 2, "b", "dear"),
        change("I", 10, 3, "c"),
        "D\t2024-02-16 15:30:41\t1\t\t\t",
        "D\t2024-02-16 15:30:41\t1\t3\t\t");
    Lake.Batch batch = lake.run(1);

    assertThat(lake.query(ROWS)).isEmpty();
    assertThat(
            lake.query("SELECT array_join(rules, ', '), reason FROM db.silver_orders_quarantine"))
        .containsExactly(
            "key:itemid|key column itemid has no value",
            "price_positive|price_positive is broken (price > 0)",
            "required:price, price_positive|price could not be read as its type;"
                + " price_positive is broken (price > 0)");
    assertThat(lake.query("SELECT row FROM db.silver_orders_quarantine WHERE reason LIKE '%read%'"))
        .containsExactly(
            "{\"Op\":\"I\",\"ts\":\"2024-02-16T15:30:10.041Z\",\"invoiceid\":1,\"itemid\":2,"
                + "\"category\":\"b\",\"_rescued\":\"{\\\"price\\\":\\\"dear\\\"}\"}");
    assertThat(batch.result(1, 1, Stage.silver).tables())
        .anySatisfy(t -> assertThat(t.quarantined()).isEqualTo(3));
  }

  @Test
  void operationThatIsNotListed_isQuarantined() {
    Operation listed = new Operation("Op", List.of("D"), List.of("I", "U"), 0);
    Lake strict = new Lake(Orders.pipeline(KEY, Expectations.NONE, listed));
    strict.upload(
        "orders",
        "1",
        HEADER,
        change("I", 10, 1, "a"),
        change("X", 10, 2, "b"),
        change("", 10, 4, "b"),
        change("D", 10, 3, ""));
    Lake.Batch batch = strict.run(1);

    assertThat(strict.query(ROWS)).containsExactly("1|a|1");
    assertThat(
            strict.query("SELECT array_join(rules, ', '), reason FROM db.silver_orders_quarantine"))
        .containsExactly(
            "operation|operation column Op has no value that is listed",
            "operation|operation column Op has no value that is listed");
    assertThat(unlisted(batch)).isEmpty();
  }

  @Test
  void operationThatNoListNames_isAnUpsert_andTold() {
    lake.upload(
        "orders",
        "1",
        HEADER,
        change("I", 10, 1, "a"),
        change("I", 10, 2, "b"),
        change("it's", 10, 3, "c"),
        change("", 10, 4, "d"),
        change("D", 10, 5, ""));

    assertThat(unlisted(lake.run(1)))
        .containsExactly(
            new Unlisted("'I'", 2), new Unlisted("'it's'", 1), new Unlisted("NULL", 1));
    assertThat(lake.query(ROWS)).containsExactly("1|a|1", "2|b|1", "3|c|1", "4|d|1");
  }

  @Test
  void operationsBeyondTheMostFrequentOnes_areToldAsOne() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < 12; i++) {
      lines.add(change("o%02d".formatted(i), 10, i, "a"));
    }
    lake.upload("orders", "1", lines.toArray(String[]::new));

    assertThat(unlisted(lake.run(1)))
        .hasSize(11)
        .startsWith(new Unlisted("'o00'", 1))
        .endsWith(new Unlisted("other values", 2));
  }

  private static List<Unlisted> unlisted(Lake.Batch batch) {
    return batch.result(1, 1, Stage.silver).tables().stream()
        .flatMap(t -> t.unlisted().stream())
        .toList();
  }

  @Test
  void gate_leavesSilverAtItsSnapshot() {
    Expectations rules =
        new Expectations(
            Map.of(),
            Map.of("price_positive", "price > 0"),
            Map.of(
                "mostly_clean", new Expectations.Gate(Expectations.Rows.quarantined, "", -1, 0.2)));
    Lake gated = new Lake(Orders.pipeline(KEY, rules));
    gated.upload("orders", "1", HEADER, change("I", 10, 1, "a"));
    gated.run(1);
    long before = gated.table("silver_orders").currentSnapshot().snapshotId();
    gated.upload("orders", "2", HEADER, change("I", 10, 2, "a", "-1"), change("I", 10, 3, "b"));
    Lake.Batch second = gated.batch(2);

    assertThatThrownBy(() -> second.run(2, 1, "all", JobPoints.NONE))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(
            "rule mostly_clean is broken (1 of 2 rows are quarantined, allowed are 20");
    assertThat(gated.table("silver_orders").currentSnapshot().snapshotId()).isEqualTo(before);
    assertThat(second.failure(2, 1).kind()).isEqualTo(StageFailure.Kind.gate);
  }

  @Test
  void sourceWithoutAKey_appendsPerVersion_andReplaces() {
    Lake plain = new Lake(Orders.pipeline(List.of(), Orders.RULES));
    plain.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 1, "a"));
    plain.upload("orders", "2", HEADER, change("I", 10, 2, "b"));
    plain.run(1);
    assertThat(plain.query(ROWS)).containsExactly("1|a|1", "1|a|1", "2|b|1");

    plain.upload("orders", "1", HEADER, change("I", 10, 1, "c"));
    plain.run(2);
    assertThat(plain.query(ROWS)).containsExactly("1|c|2", "2|b|1");
  }

  /**
   * How a table writes changes is its owner's affair; rows that are written again are no batch's.
   */
  @ParameterizedTest
  @ValueSource(strings = {"write.delete.mode", "write.merge.mode"})
  void tableThatItsOwnerHasMadeCopyOnWrite_isLoadedAsBefore(String mode) {
    for (List<String> key : List.of(KEY, List.<String>of())) {
      Lake owned = new Lake(Orders.pipeline(key, Orders.RULES, Operation.NONE));
      owned.upload("orders", "1", HEADER, change("I", 10, 1, "a"));
      owned.upload("orders", "2", HEADER, change("I", 10, 2, "b"), change("I", 10, 3, "c"));
      owned.run(1);
      Lake.spark()
          .sql(
              "ALTER TABLE %s SET TBLPROPERTIES ('%s' = 'copy-on-write')"
                  .formatted(owned.name("silver_orders"), mode));
      owned.upload("orders", "1", HEADER, change("I", 20, 1, "d"));
      Lake.Batch second = owned.run(2);

      assertThat(owned.query(ROWS)).containsExactly("1|d|2", "2|b|1", "3|c|1");
      assertThat(silver(second, 2).rows()).isEqualTo(1);
    }
  }

  /** A large batch is sorted only if a key comes twice. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void largeBatch_hasTheNewestOfEachKey(boolean twice) {
    Lake plain = new Lake(Orders.pipeline(KEY, Orders.RULES, Operation.NONE));
    String newer = twice ? "newer" : "a";
    plain.upload("orders", "1", large(0, "a", change("I", 30, twice ? 7 : 2 * LARGE, newer)));
    Lake.Batch first = plain.run(1);
    plain.upload("orders", "2", large(LARGE / 2, "b", change("I", 5, twice ? LARGE : -1, "older")));
    Lake.Batch second = plain.run(2);

    int older = twice ? 0 : 1;
    assertThat(
            plain.query(
                "SELECT category, count(*), count(DISTINCT itemid), min(_batch), max(_batch) FROM"
                    + " db.silver_orders GROUP BY category ORDER BY category"))
        .containsExactlyElementsOf(
            Stream.of(
                    "a|%1$d|%1$d|1|1".formatted(LARGE / 2 + (twice ? -1 : 1)),
                    "b|%1$d|%1$d|2|2".formatted(LARGE),
                    twice ? "newer|1|1|1|1" : "older|1|1|2|2")
                .toList());
    TableResult silver = silver(first, 1);
    assertThat(silver.rows()).isEqualTo(LARGE + older);
    assertThat(silver.superseded()).isEqualTo(1 - older);
    assertThat(silver(second, 2).rows()).isEqualTo(LARGE + older);
    assertThat(silver(second, 2).superseded()).isEqualTo(1 - older);
  }

  /** A rule that says something else each time judges a row once. */
  @Test
  void largeBatch_hasEveryRowOnce_whateverARuleSaysTheNextTime() {
    // Not rand(): Spark gives it a seed when it analyses a query, so that it repeats itself.
    String sometimes = "hash(unix_micros(now()), itemid) % 2 = 0";
    Expectations dice = new Expectations(Map.of(), Map.of("dice", sometimes), Map.of());
    Lake plain = new Lake(Orders.pipeline(KEY, dice, Operation.NONE));
    plain.upload("orders", "1", large(0, "a", change("I", 30, LARGE, "a")));
    TableResult silver = silver(plain.run(1), 1);

    assertThat(
            plain.query(
                "SELECT count(DISTINCT item), count(*) FROM (SELECT itemid AS item FROM"
                    + " db.silver_orders UNION ALL SELECT cast(get_json_object(row, '$.itemid') AS bigint) FROM"
                    + " db.silver_orders_quarantine)"))
        .containsExactly((LARGE + 1) + "|" + (LARGE + 1));
    assertThat(silver.effective() + silver.quarantined()).isEqualTo(LARGE + 1);
  }

  private static TableResult silver(Lake.Batch batch, long number) {
    return batch.result(number, 1, Stage.silver).tables().stream()
        .filter(t -> t.table().endsWith("silver_orders"))
        .findFirst()
        .orElseThrow();
  }

  /** Lines of as many items, from one on, and another one. */
  private static String[] large(int from, String category, String other) {
    return Stream.concat(
            Stream.of(HEADER, other),
            IntStream.range(from, from + LARGE).mapToObj(i -> change("I", 20, i, category)))
        .toArray(String[]::new);
  }
}
