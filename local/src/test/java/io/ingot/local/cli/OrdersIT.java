package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.local.generate.OrdersGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The orders of the README, and what makes change feeds hard, case by case in one lake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersIT {
  private static final String SILVER =
      "SELECT replicadmstimestamp, invoiceid, itemid, category, price, quantity, orderdate,"
          + " destinationstate, shippingtype, referral FROM %s ORDER BY invoiceid, itemid";
  private static final String GOLD = "SELECT * FROM %s ORDER BY destinationstate, order_month";
  private static final String BRONZE =
      "SELECT Op, replicadmstimestamp, invoiceid, itemid, category, price, quantity, orderdate,"
          + " destinationstate, shippingtype, referral,"
          + " element_at(split(_source_file, '/'), -1) AS source_file, 1 AS version FROM %s"
          + " ORDER BY _arrival, _position";

  private Path temp;
  private CommandLineLake cases;

  /** Invoices 1 to 9 have a case each; a second is what the timestamp ends in. */
  @BeforeAll
  void uploadCases(@TempDir Path folder) throws IOException {
    temp = folder;
    cases = new CommandLineLake(temp.resolve("cases"));
    upload(
        "first.csv",
        change("I", 10, "1", 1, "deleted later"),
        change("I", 10, "2", 1, "x"),
        change("I", 10, "2", 2, "y"),
        change("I", 10, "2", 3, "z"),
        change("I", 30, "3", 1, "newest"),
        change("I", 10, "4", 1, "first"),
        change("I", 10, "5", 1, "to be deleted"),
        change("I", 10, "", 6, "no key"),
        change("I", 10, "7", 1, "from the future").replace("2023-12-24", "2024-02-18"),
        change("I", 10, "8", 1, "of the first file"),
        change("I", 10, "8", 2, "of the first file"),
        change("I", 10, "9", 1, "valid"));
    upload(
        "second.csv",
        change("D", 20, "1", 1, ""),
        change("U", 20, "3", 1, "stale"),
        change("U", 10, "4", 1, "later, at the same moment"),
        change("D", 30, "5", 1, ""));
    upload(
        "replaced.csv",
        change("U", 20, "8", 1, "of the replaced version"),
        change("D", 20, "8", 2, ""),
        change("I", 20, "8", 3, "of the replaced version"));
    cases.ok("run");
    assertThat(category(8))
        .containsExactly("1 of the replaced version", "3 of the replaced version");
    upload(
        "third.csv",
        change("U", 20, "5", 1, "late"),
        change("D", 5, "9", 1, ""),
        "I\tno more fields");
    upload("replaced.csv", change("I", 20, "8", 4, "of the new version"));
    cases.ok("run");
  }

  @Test
  void demo_twoUploads_leaveFiveLines_thenNothingHappens() {
    CommandLineLake lake = new CommandLineLake(temp.resolve("demo"));

    String screen = lake.ok("demo", "orders");

    assertThat(
            screen
                .lines()
                .filter(l -> l.contains(" rows"))
                .map(l -> l.strip().replaceAll(" +", " ")))
        .containsSubsequence(
            "icebergdb.bronze_orders 5 rows",
            "icebergdb.silver_orders 5 rows",
            "icebergdb.bronze_orders 7 rows",
            "icebergdb.silver_orders 5 rows");
    assertThat(screen)
        .contains("market####", "language####", "orders: nothing waits")
        .doesNotContain("CHANGED");
    assertThat(screen.lines().filter(l -> l.endsWith(", as before"))).hasSize(6);
    for (int upload = 1; upload <= 2; upload++) {
      mustShow(lake, upload, "bronze_orders", BRONZE);
      mustShow(lake, upload, "silver_orders", SILVER);
      mustShow(lake, upload, "revenue_by_state_and_month", GOLD);
    }
    assertThat(lake.csv("SELECT * FROM icebergdb.silver_orders_quarantine").lines()).hasSize(1);
    assertThat(lake.ok("status"))
        .contains(
            "5 rows = 5 effective + 0 superseded + 0 quarantined + 0 corrupt",
            "2 rows = 2 effective + 0 superseded + 0 quarantined + 0 corrupt",
            "rides%n  nothing has arrived".formatted());
  }

  @Test
  void deletion_removesTheLine_andItsGroup() {
    assertThat(category(1)).isEmpty();
    assertThat(
            cases.csv(
                "SELECT * FROM icebergdb.revenue_by_state_and_month WHERE destinationstate = 'S1'"))
        .hasLineCount(1);
  }

  @Test
  void invoiceOfThreeLines_hasThreeRows_andIsOneOrder() {
    assertThat(category(2)).containsExactly("1 x", "2 y", "3 z");
    assertThat(gold("S2")).containsExactly("S2,2023-12-01,30.00,1,3");
  }

  @Test
  void staleChange_isIgnored() {
    assertThat(category(3)).containsExactly("1 newest");
  }

  @Test
  void tie_theLaterUploadWins() {
    assertThat(category(4)).containsExactly("1 later, at the same moment");
  }

  @Test
  void changeOlderThanADeletion_doesNotResurrect() {
    assertThat(category(5)).isEmpty();
  }

  @Test
  void deletionOlderThanTheRow_leavesNoTombstone() {
    assertThat(category(9)).containsExactly("1 valid");
    assertThat(
            cases.csv(
                "SELECT invoiceid, itemid FROM icebergdb.silver_orders_tombstones ORDER BY 1"))
        .isEqualTo("invoiceid,itemid\n1,1\n5,1\n");
  }

  @Test
  void rowsWithoutKey_orFromTheFuture_areQuarantined() {
    assertThat(
            cases.csv(
                "SELECT array_join(rules, ' '), get_json_object(row, '$.category')"
                    + " FROM icebergdb.silver_orders_quarantine ORDER BY 1"))
        .endsWith("\norderdate_not_in_the_future,from the future\nrequired:invoiceid,no key\n");
    assertThat(category(7)).isEmpty();
  }

  @Test
  void newVersionOfAFile_takesBackWhatTheFormerOneSaid_inSilverAndGold() {
    assertThat(category(8))
        .containsExactly("1 of the first file", "2 of the first file", "4 of the new version");
    assertThat(gold("S8")).containsExactly("S8,2023-12-01,30.00,1,3");
  }

  @Test
  void requiredColumns_areNotNullInTheSilverTable() {
    Schema schema =
        new HadoopTables()
            .load(cases.path().resolve("warehouse/icebergdb/silver_orders").toString())
            .schema();

    assertThat(schema.columns())
        .filteredOn(NestedField::isRequired)
        .extracting(NestedField::name)
        .contains(
            "replicadmstimestamp",
            "invoiceid",
            "itemid",
            "category",
            "price",
            "quantity",
            "orderdate",
            "destinationstate",
            "shippingtype",
            "referral");
  }

  @Test
  void rowsOfEachBatch_areAllAccountedFor() {
    JsonNode rows = cases.status("orders").path("rows");

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).toString())
        .isEqualTo(
            "{\"batch\":1,\"arrived\":19,\"effective\":11,\"superseded\":6,\"quarantined\":2,\"corrupt\":0}");
    assertThat(rows.get(1).toString())
        .isEqualTo(
            "{\"batch\":2,\"arrived\":4,\"effective\":1,\"superseded\":2,\"quarantined\":0,\"corrupt\":1}");
  }

  private void upload(String name, String... lines) throws IOException {
    Path file = temp.resolve(name);
    Files.writeString(file, OrdersGenerator.HEADER + "\n" + String.join("\n", lines) + "\n");
    cases.ok("upload", "orders/orders", file.toString());
  }

  /** A change of 5.00 times 2, in a state of its invoice's own. */
  private static String change(String op, int second, String invoice, int item, String category) {
    return "%s\t2024-02-16 15:30:%02d.041474\t%s\t%d\t%s\t5.00\t2\t2023-12-24\tS%s\t2-Day\tr"
        .formatted(op, second, invoice, item, category, invoice);
  }

  private List<String> category(int invoice) {
    return cases
        .csv(
            "SELECT concat(itemid, ' ', category) FROM icebergdb.silver_orders WHERE invoiceid = "
                + invoice
                + " ORDER BY itemid")
        .lines()
        .skip(1)
        .map(l -> l.replace("\"", ""))
        .toList();
  }

  private List<String> gold(String state) {
    return cases
        .csv(
            "SELECT * FROM icebergdb.revenue_by_state_and_month WHERE destinationstate = '"
                + state
                + "'")
        .lines()
        .skip(1)
        .toList();
  }

  /** The table as the upload's batch has left it. */
  private static void mustShow(CommandLineLake lake, int upload, String table, String sql) {
    String snapshot =
        lake.csv(
                "SELECT max_by(snapshot_id, committed_at) FROM icebergdb.%s.snapshots WHERE summary['ingot.batch'] = '%d'"
                    .formatted(table, upload))
            .lines()
            .skip(1)
            .findFirst()
            .orElseThrow();

    assertThat(lake.csv(sql.formatted("icebergdb." + table + " VERSION AS OF " + snapshot)))
        .isEqualTo(CommandLineLake.expected("orders", upload, table));
  }
}
