package io.ingot.jobs;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.FileNames;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.SourceLimits;
import io.ingot.core.definition.TableName;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.Limit;
import io.ingot.readers.Tolerance;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;

/** A change feed with sequence and deletions, in a database of its own; no marts. */
final class Orders {
  /** A row whose price cannot be read is quarantined, and its file loads. */
  private static final SourceLimits ANY_PRICE =
      new SourceLimits(
          SourceLimits.DEFAULT.maxFileSize(),
          SourceLimits.DEFAULT.maxField(),
          new Tolerance(Limit.part(0.5), Limit.NOT_ALL, Map.of("price", Limit.NONE), false));

  static final String HEADER = "Op\tts\tinvoiceid\titemid\tcategory\tprice";

  static final Expectations RULES =
      new Expectations(Map.of(), Map.of("price_positive", "price > 0"), Map.of());

  private Orders() {}

  static PipelineDefinition pipeline(List<String> key, Expectations expect) {
    return pipeline(key, expect, new Operation("Op", List.of("D")));
  }

  static PipelineDefinition pipeline(List<String> key, Expectations expect, Operation operation) {
    String db = Rides.database();
    SourceDefinition orders =
        new SourceDefinition(
            "orders",
            "One row per invoice line.",
            "orders/",
            FileNames.DEFAULT,
            CsvDialect.with().delimiter("\t").format(),
            List.of(
                new Column("Op", "string", false),
                new Column("ts", "timestamp", true),
                new Column("invoiceid", "long", true),
                new Column("itemid", "long", true),
                new Column("category", "string", false),
                new Column("price", "decimal(10,2)", true)),
            ANY_PRICE,
            Overwrite.replace,
            UnknownColumns.rescue,
            new TableName(db, "bronze_orders"),
            new SilverDefinition(
                new TableName(db, "silver_orders"),
                List.of("Op"),
                Map.of(),
                Map.of("month", "date_trunc('month', ts)"),
                key,
                List.of("ts"),
                operation,
                List.of(),
                expect));
    return new PipelineDefinition(
        "orders", "Orders.", db, PipelineLimits.DEFAULT, List.of(orders), List.of());
  }

  /** A change of invoice 1; {@code second} orders it. */
  static String change(String op, int second, int item, String category) {
    return change(op, second, item, category, "5.00");
  }

  static String change(String op, int second, int item, String category, String price) {
    return "%s\t2024-02-16 15:30:%02d.041474\t1\t%d\t%s\t%s"
        .formatted(op, second, item, category, price);
  }
}
