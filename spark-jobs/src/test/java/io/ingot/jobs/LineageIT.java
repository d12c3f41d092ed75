package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.lineage.Explanation;
import io.ingot.jobs.lineage.Explanation.Change;
import io.ingot.jobs.lineage.Explanation.Contribution;
import io.ingot.jobs.lineage.Explanation.Explained;
import io.ingot.jobs.lineage.Lineage;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LineageIT {
  private static final PipelineDefinition ORDERS =
      Orders.pipeline(List.of("invoiceid", "itemid"), Orders.RULES);
  private static final PipelineDefinition RIDES = Rides.joined();

  @BeforeAll
  static void load() {
    Lake orders = new Lake(ORDERS);
    orders.upload(
        "orders",
        "a.csv",
        Orders.HEADER,
        Orders.change("I", 10, 1, "one"),
        Orders.change("I", 10, 2, "two"),
        Orders.change("I", 10, 3, "three"));
    orders.upload("orders", "gone.csv", Orders.HEADER, Orders.change("U", 59, 1, "replaced"));
    orders.run(1);
    orders.upload("orders", "gone.csv", Orders.HEADER, Orders.change("U", 1, 9, "other"));
    orders.upload(
        "orders",
        "b.csv",
        Orders.HEADER,
        Orders.change("U", 20, 1, "newer"),
        Orders.change("U", 10, 1, "tie"),
        Orders.change("D", 20, 2, "two"),
        Orders.change("U", 30, 1, "free", "-1.00"));
    orders.run(2);

    Lake rides = new Lake(RIDES);
    rides.upload("drivers", "d.csv", "driver_number,name", "7,ann", "8,bob");
    rides.upload(
        "rides",
        "r.csv",
        Rides.HEADER,
        "r1,2024-01-01,7,50,10,12.30,n",
        "r2,2024-01-01,8,60,20,7.70,n",
        "r3,2024-01-01,7,40,5,3.00,n");
    rides.run(1);
    rides.upload("rides", "s.csv", Rides.HEADER, "r4,2024-01-02,7,50,10,1.00,n");
    rides.run(2);
  }

  @Test
  void silverRow_showsEveryChangeOfItsKey_andWhyItWonOrLost() {
    Explanation explanation = orders().explain("silver_orders", "itemid = 1", 5);

    assertThat(explanation.batch()).isEqualTo(2);
    assertThat(explanation.rows()).hasSize(1);
    Explained row = explanation.rows().get(0);
    assertThat(row.present()).isTrue();
    assertThat(row.row()).contains("\"category\":\"newer\"");
    assertThat(row.changes())
        .extracting(Change::outcome)
        .containsExactly("superseded", "quarantined", "wins", "loses", "loses");
    assertThat(row.changes())
        .extracting(Change::why)
        .satisfiesExactly(
            w -> assertThat(w).isEqualTo("its file version no longer counts since batch 2"),
            w -> assertThat(w).isEqualTo("price_positive is broken (price > 0)"),
            w -> assertThat(w).isEqualTo("the newest change that counts"),
            w -> assertThat(w).startsWith("its sequence {\"ts\":").contains(" is before {\"ts\":"),
            w -> assertThat(w).startsWith("its sequence "));
    assertThat(row.changes().get(2).place())
        .satisfies(p -> assertThat(p.file()).endsWith("orders/b.csv"))
        .satisfies(p -> assertThat(p.batch()).isEqualTo(2))
        .satisfies(p -> assertThat(p.row()).isEqualTo(1));
    assertThat(row.changes().get(3).place().row()).isEqualTo(2);
    assertThat(row.changes().get(2).row()).contains("\"Op\":\"U\"");
  }

  @Test
  void deletedRow_isExplainedByItsDeletion() {
    Explained row = orders().explain("silver_orders", "itemid = 2", 5).rows().get(0);

    assertThat(row.present()).isFalse();
    assertThat(row.row()).isEqualTo("{\"invoiceid\":1,\"itemid\":2}");
    assertThat(row.changes()).extracting(Change::outcome).containsExactly("deletes", "loses");
  }

  @Test
  void rowsBeyondTheLimit_areSaidToBeThere() {
    Explanation explanation = orders().explain("silver_orders", "invoiceid = 1", 1);
    assertThat(explanation.rows()).hasSize(1);
    assertThat(explanation.more()).isTrue();
    assertThat(orders().explain("silver_orders", "itemid = 77", 1).rows()).isEmpty();
  }

  @Test
  void goldRow_showsTheRowsOfItsGroup_ofEveryRelation() {
    Explained row = rides().explain("names", "name = 'ann'", 5).rows().get(0);

    assertThat(row.row()).isEqualTo("{\"name\":\"ann\",\"n\":3,\"fares\":16.30}");
    Contribution rides = row.reads().get(0);
    assertThat(rides.relation()).isEqualTo("rides");
    assertThat(rides.how()).isEqualTo("exactly the group's rows");
    assertThat(rides.rows()).isEqualTo(3);
    assertThat(rides.files())
        .extracting(f -> f.batch() + " " + f.file().replaceAll(".*/", "") + " " + f.numbers())
        .containsExactly("1 r.csv [1, 3]", "2 s.csv [1]");
    assertThat(rides.samples()).hasSize(3).first().asString().contains("\"ride_id\":\"r1\"");
    Contribution drivers = row.reads().get(1);
    assertThat(drivers.rows()).isEqualTo(1);
    assertThat(drivers.files())
        .extracting(f -> f.file().replaceAll(".*/", "") + " " + f.numbers())
        .containsExactly("d.csv [1]");
  }

  @Test
  void goldRowOfAnyOtherQuery_showsWhatItMayBeMadeOf() {
    Explained row = rides().explain("rich", "name = 'bob'", 5).rows().get(0);

    assertThat(row.reads())
        .containsExactly(
            new Contribution(
                "names",
                RIDES.database() + ".names",
                "at most the rows with the same name",
                1,
                List.of(),
                List.of("{\"name\":\"bob\",\"n\":1,\"fares\":7.70}")));
  }

  @Test
  void predicateThatIsNone_isRefusedWithAReason() {
    assertThatThrownBy(() -> orders().explain("silver_orders", "nothing = 1", 5))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Cannot explain rows of silver_orders where nothing = 1: ")
        .hasMessageEndingWith("Write a SQL condition over the table's columns.");
    assertThatThrownBy(() -> orders().explain("silver_orders", "SELECT", 5))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> orders().explain("other", "true", 5))
        .hasMessageStartingWith("Cannot explain table other: it is no silver or gold table of");
  }

  private static Lineage orders() {
    return new Lineage(session(), "lake", ORDERS);
  }

  private static Lineage rides() {
    return new Lineage(session(), "lake", RIDES);
  }

  /** Views of one test must not be seen by another. */
  private static org.apache.spark.sql.SparkSession session() {
    return Lake.spark().cloneSession();
  }
}
