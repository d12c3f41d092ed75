package io.ingot.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.definition.Expectations.Gate;
import io.ingot.core.definition.Expectations.Rows;
import io.ingot.core.definition.MartDefinition.Refresh;
import io.ingot.core.failure.RefusedException;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Format;
import io.ingot.readers.Limit;
import io.ingot.readers.Tolerance;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DefinitionReaderTest {
  @Test
  void source_saysLittle_hasDefaults() {
    Definitions definitions =
        read(
            Map.of(
                "shop/pipeline.yaml",
                "pipeline: shop\ndatabase: shop_db\n",
                "shop/sources/sales.yaml",
                """
                source: sales
                format: {type: json}
                columns:
                  - {name: id, type: long}
                """));

    assertThat(definitions.pipelines())
        .containsExactly(
            new PipelineDefinition(
                "shop",
                "",
                "shop_db",
                new PipelineLimits(5000, 10_000_000_000L, 3),
                List.of(
                    new SourceDefinition(
                        "sales",
                        "",
                        "shop/sales/",
                        FileNames.of(Format.Type.json),
                        Format.of(Format.Type.json),
                        List.of(new Column("id", "long", false)),
                        SourceLimits.DEFAULT,
                        Overwrite.replace,
                        UnknownColumns.rescue,
                        new TableName("shop_db", "bronze_sales"),
                        new SilverDefinition(
                            new TableName("shop_db", "silver_sales"),
                            List.of(),
                            Map.of(),
                            Map.of(),
                            List.of(),
                            List.of(),
                            Operation.NONE,
                            List.of(),
                            Expectations.NONE))),
                List.of()));
  }

  @Test
  void source_saysEverything_isReadAsWritten() {
    Definitions definitions =
        read(
            Map.of(
                "orders/pipeline.yaml",
                """
                pipeline: orders
                description: Orders of a shop.
                database: icebergdb
                limits: {files_per_batch: 10, bytes_per_batch: 1.5MB, max_attempts: 5}
                """,
                "orders/sources/orders.yaml",
                """
                source: orders
                description: One row per invoice line, as captured from the order system.
                landing: orders/
                format: {type: csv, delimiter: "\\t", header: true}
                columns:
                  - {name: Op, type: string}
                  - {name: replicadmstimestamp, type: timestamp}
                  - {name: invoiceid, type: long, required: true}
                  - {name: itemid, type: long, required: true}
                  - {name: price, type: "decimal(10,2)", was: [amount, preis], max_rescued: 3}
                  - {name: quantity, type: int}
                  - {name: orderdate, type: date}
                limits: {max_file_size: 100MB, max_field: 1MB, max_corrupt: 10%}
                allow_empty: true
                overwrite: append
                unknown_columns: fail
                bronze: {table: raw.orders}
                silver:
                  table: clean_orders
                  select:
                    drop: [Op]
                    rename: {itemid: item}
                    add: {order_month: "date_trunc('month', orderdate)"}
                  key: [invoiceid, item]
                  sequence: [replicadmstimestamp]
                  operation: {column: Op, delete: [D, no], upsert: [I, U], keep_tombstones: 90 days}
                  history: true
                  partition: [months(orderdate), "bucket(8, item)"]
                  expect:
                    warn:
                      quantity_is_small: "quantity <= 100"
                      mostly_cheap: {predicate: "price < 10", max_broken: 5%}
                    quarantine: {price_positive: "price > 0"}
                    fail:
                      mostly_clean: {max_quarantined: 20%}
                      few: {max_quarantined: 100}
                      parsed: {max_corrupt: 1%}
                      dated: "order_month IS NOT NULL"
                      sane: {predicate: "price < 1000", max_broken: 3}
                """));

    PipelineDefinition pipeline = definitions.pipeline("orders").orElseThrow();
    assertThat(pipeline.limits()).isEqualTo(new PipelineLimits(10, 1_500_000, 5));
    assertThat(pipeline.source("orders"))
        .hasValue(
            new SourceDefinition(
                "orders",
                "One row per invoice line, as captured from the order system.",
                "orders/",
                FileNames.DEFAULT,
                CsvDialect.with().delimiter("\t").format(),
                List.of(
                    new Column("Op", "string", false),
                    new Column("replicadmstimestamp", "timestamp", false),
                    new Column("invoiceid", "long", true),
                    new Column("itemid", "long", true),
                    new Column("price", "decimal(10,2)", false)
                        .formerly(List.of("amount", "preis")),
                    new Column("quantity", "int", false),
                    new Column("orderdate", "date", false)),
                new SourceLimits(
                    100_000_000,
                    1_000_000,
                    new Tolerance(
                        Limit.part(0.1), Limit.NOT_ALL, Map.of("price", Limit.number(3)), true)),
                Overwrite.append,
                UnknownColumns.fail,
                new TableName("raw", "orders"),
                new SilverDefinition(
                    new TableName("icebergdb", "clean_orders"),
                    List.of("Op"),
                    Map.of("itemid", "item"),
                    Map.of("order_month", "date_trunc('month', orderdate)"),
                    List.of("invoiceid", "item"),
                    List.of("replicadmstimestamp"),
                    new Operation("Op", List.of("D", "no"), List.of("I", "U"), 90),
                    List.of("months(orderdate)", "bucket(8, item)"),
                    new Expectations(
                        Map.of(
                            "quantity_is_small",
                            Gate.every("quantity <= 100"),
                            "mostly_cheap",
                            new Gate(Rows.broken, "price < 10", -1, 0.05)),
                        Map.of("price_positive", "price > 0"),
                        Map.of(
                            "mostly_clean", new Gate(Rows.quarantined, "", -1, 0.2),
                            "few", new Gate(Rows.quarantined, "", 100, -1),
                            "parsed", new Gate(Rows.corrupt, "", -1, 0.01),
                            "dated", Gate.every("order_month IS NOT NULL"),
                            "sane", new Gate(Rows.broken, "price < 1000", 3, -1))),
                    true)));
  }

  @Test
  void marts_readEachOther_areOrderedByWhatTheyRead() {
    Definitions definitions =
        read(
            Map.of(
                "shop/pipeline.yaml", "pipeline: shop\ndatabase: shop_db\n",
                "shop/sources/sales.yaml",
                    "source: sales\nformat: {type: csv}\ncolumns: [{name: id, type: long}]\n",
                "shop/marts/a_top.yaml",
                    "mart: a_top\nkey: [id]\nreads: [z_base]\n"
                        + "expect: {warn: {known: id > 0}, fail: {few: {predicate: id > 0,"
                        + " max_broken: 1%}}}\n",
                "shop/marts/a_top.sql", "SELECT id FROM z_base\n",
                "shop/marts/z_base.yaml",
                    "mart: z_base\ntable: t\nkey: [id]\nrefresh: incremental\nreads: [sales]\n",
                "shop/marts/z_base.sql", "SELECT id FROM sales;\n"));

    assertThat(definitions.pipelines().get(0).marts())
        .containsExactly(
            new MartDefinition(
                "z_base",
                "",
                new TableName("shop_db", "t"),
                List.of("id"),
                Refresh.incremental,
                List.of("sales"),
                "SELECT id FROM sales",
                List.of()),
            new MartDefinition(
                "a_top",
                "",
                new TableName("shop_db", "a_top"),
                List.of("id"),
                Refresh.full,
                List.of("z_base"),
                "SELECT id FROM z_base",
                List.of(),
                new Expectations(
                    Map.of("known", Gate.every("id > 0")),
                    Map.of(),
                    Map.of("few", new Gate(Rows.broken, "id > 0", -1, 0.01)))));
  }

  @Test
  void otherFiles_areIgnored() {
    Definitions definitions =
        read(
            Map.of(
                "README.md", "x",
                "notes/todo.yaml", "a: [",
                "shop/pipeline.yaml", "pipeline: shop\ndatabase: shop_db\n",
                "shop/samples/day.csv", "a,b",
                "shop/expected/day.yaml", "a: ["));

    assertThat(definitions.pipelines())
        .extracting(PipelineDefinition::name)
        .containsExactly("shop");
  }

  @Test
  void problems_orThrow_listsAllOfThem() {
    Linted linted =
        DefinitionReader.read(
            new TreeMap<>(Map.of("shop/pipeline.yaml", "pipelin: shop\n")), new WordSqlSyntax());

    assertThatThrownBy(linted::orThrow)
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            """
            Cannot read the definitions: 3 problems.
            shop/pipeline.yaml:1: unknown key "pipelin". Did you mean "pipeline"?
            shop/pipeline.yaml:1: missing key "pipeline". Add pipeline: here.
            shop/pipeline.yaml:1: missing key "database". Add database: here.""");
  }

  private static Definitions read(Map<String, String> files) {
    return DefinitionReader.read(new TreeMap<>(files), new WordSqlSyntax()).orThrow();
  }
}
