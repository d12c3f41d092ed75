package io.ingot.jobs;

import static io.ingot.jobs.Orders.HEADER;
import static io.ingot.jobs.Orders.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes whose place among the others of their key cannot be read. */
class SequenceIT {
  private static final List<String> KEY = List.of("invoiceid", "itemid");
  private static final String ROWS = "SELECT itemid, category FROM db.silver_orders";
  private static final String QUARANTINE =
      "SELECT array_join(rules, ','), reason FROM db.silver_orders_quarantine";

  @Test
  void deletion_isQuarantined_andItsRowStays() {
    Lake lake = new Lake(Orders.pipeline(KEY, Expectations.NONE));
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, "D\t2024-13-45 00:00:00\t1\t1\t\t");
    Lake.Batch batch = lake.run(2);

    assertThat(lake.query(ROWS)).containsExactly("1|a");
    assertThat(lake.query(QUARANTINE))
        .containsExactly("sequence:ts|sequence column ts could not be read as its type");
    assertThat(silver(lake, batch, 2))
        .satisfies(
            t -> {
              assertThat(t.quarantined()).isEqualTo(1);
              assertThat(t.superseded()).isZero();
            });
  }

  @Test
  void deletionWithoutKey_isQuarantined() {
    Lake lake = new Lake(Orders.pipeline(KEY, Expectations.NONE));
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"));
    lake.run(1);
    lake.upload("orders", "2", HEADER, "D\t2024-02-16 15:30:20\t1\tone\t\t");
    lake.run(2);

    assertThat(lake.query(ROWS)).containsExactly("1|a");
    assertThat(lake.query(QUARANTINE)).containsExactly("key:itemid|key column itemid has no value");
  }

  @Test
  void change_isQuarantined_whereTheSequenceIsRequired() {
    Lake lake = new Lake(Orders.pipeline(KEY, Expectations.NONE));
    lake.upload("orders", "1", HEADER, "U\t16.02.2024\t1\t1\tb\t5.00");
    lake.run(1);

    assertThat(lake.query(QUARANTINE))
        .containsExactly("required:ts|ts could not be read as its type");
  }

  @Test
  void change_isQuarantined_butOneWithoutSequenceIsTheEarliest() {
    Lake lake = new Lake(optional(Orders.pipeline(KEY, Expectations.NONE)));
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"), change("I", 10, 2, "b"));
    lake.run(1);
    lake.upload(
        "orders",
        "2",
        HEADER.replace("ts", "STAMP"),
        "U\t16.02.2024 15:31\t1\t1\tlost\t5.00",
        "U\t\t1\t2\tearliest\t5.00");
    Lake.Batch batch = lake.run(2);

    assertThat(lake.query(ROWS)).containsExactly("1|a", "2|b");
    assertThat(lake.query(QUARANTINE))
        .containsExactly("sequence:ts|sequence column ts could not be read as its type");
    assertThat(silver(lake, batch, 2))
        .satisfies(
            t -> {
              assertThat(t.quarantined()).isEqualTo(1);
              assertThat(t.superseded()).isEqualTo(1);
            });
  }

  @Test
  void versionOfWhichNoSequenceCanBeRead_doesNotReplaceAFormerOne() {
    Lake lake = new Lake(optional(Orders.pipeline(KEY, Expectations.NONE)));
    lake.upload("orders", "1", HEADER, change("I", 10, 1, "a"));
    lake.run(1);
    lake.upload("orders", "1", HEADER, "U\t16.02.2024 15:31\t1\t1\tb\t5.00");
    Lake.Batch batch = lake.run(2);

    assertThat(lake.query(ROWS)).containsExactly("1|a");
    assertThat(batch.result(2, 1, Stage.bronze).files().get(0).refused())
        .startsWith("column ts: 1 of 1 values (100 %) could not be read as timestamp");
  }

  private static TableResult silver(Lake lake, Lake.Batch batch, int number) {
    return batch.result(number, 1, Stage.silver).tables().stream()
        .filter(t -> t.table().equals(lake.name("silver_orders")))
        .findFirst()
        .orElseThrow();
  }

  /** Orders whose changes may lack a sequence, under another name than formerly. */
  private static PipelineDefinition optional(PipelineDefinition pipeline) {
    SourceDefinition s = pipeline.sources().get(0);
    SourceDefinition orders =
        new SourceDefinition(
            s.name(),
            s.description(),
            s.landing(),
            s.files(),
            s.format(),
            s.columns().stream()
                .map(
                    c ->
                        c.name().equals("ts")
                            ? new Column("ts", c.type(), false).formerly(List.of("stamp"))
                            : c)
                .toList(),
            s.limits(),
            s.overwrite(),
            s.unknownColumns(),
            s.bronze(),
            s.silver());
    return new PipelineDefinition(
        pipeline.name(),
        pipeline.description(),
        pipeline.database(),
        pipeline.limits(),
        List.of(orders),
        pipeline.marts());
  }
}
