package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Attempt;
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
import io.ingot.core.failure.RefusedException;
import io.ingot.jobs.run.JobPoints;
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Structs, arrays and maps from files to silver, by key and with a history. */
class NestedIT {
  private static final String ADDRESS = "struct<city: string, geo: struct<lat: double>>";
  private static final String ITEMS = "array<struct<sku: string, price: decimal(7,2)>>";
  private static final String TAGS = "map<string, long>";
  private static final String SILVER =
      "SELECT id, n, city, to_json(address), to_json(items), to_json(tags), _batch FROM db.t_silver";

  private final String db = Rides.database();

  @ParameterizedTest
  @EnumSource(names = {"json", "parquet"})
  void nestedValues_areMergedByKey_whenTheyChange_andKeptInTheHistory(Format.Type type) {
    Lake lake = new Lake(pipeline(type, ADDRESS, ITEMS, TAGS));
    lake.upload("t", "1." + type, file(type, row(1, 1, "Ulm", 9.5), row(2, 5, "Bonn", 1)));
    lake.run(1);

    assertThat(lake.query(SILVER))
        .containsExactly(
            "1|1|Ulm|{\"city\":\"Ulm\",\"geo\":{\"lat\":48.5}}|[{\"sku\":\"a\",\"price\":9.50}]|{\"x\":1,\"y\":9}|1",
            "2|5|Bonn|{\"city\":\"Bonn\",\"geo\":{\"lat\":48.5}}|[{\"sku\":\"a\",\"price\":1.00}]|{\"x\":2,\"y\":9}|1");
    assertThat(lake.table("t").schema().findType("items.element.price"))
        .hasToString("decimal(7, 2)");
    assertThat(lake.table("t_silver").schema().findType("address.geo.lat")).hasToString("double");

    lake.upload("t", "2." + type, file(type, row(1, 2, "Rom", 2), row(2, 4, "late", 3)));
    lake.upload("t", "3." + type, file(type, row(3, 1, "Oslo", 4)));
    lake.run(2);
    assertThat(lake.query("SELECT id, n, city, items[0].price, tags['x'], _batch FROM db.t_silver"))
        .containsExactly("1|2|Rom|2.00|1|2", "2|5|Bonn|1.00|2|1", "3|1|Oslo|4.00|3|2");
    assertThat(lake.query("SELECT id, valid_from, address.city FROM db.t_silver_history"))
        .containsExactly("1|1|Ulm", "1|2|Rom", "2|4|late", "2|5|Bonn", "3|1|Oslo");

    lake.upload("t", "2." + type, file(type, row(1, 2, "Rom", 1.005), row(4, 1, "Kiel", 1)));
    lake.run(3);
    assertThat(lake.query("SELECT id, items[0].price, _batch FROM db.t_silver"))
        .containsExactly("1|null|3", "2|1.00|1", "3|4.00|2", "4|1.00|3");
    assertThat(lake.query("SELECT id, _rescued LIKE '%1.005%' FROM db.t WHERE items IS NULL"))
        .containsExactly("1|true");
  }

  @Test
  void structs_gainMembers_andOldRowsHaveNull() {
    Lake lake = new Lake(pipeline(Format.Type.json, ADDRESS, ITEMS, "map<string, int>"));
    lake.upload("t", "1.json", file(Format.Type.json, row(1, 1, "Ulm", 9.5)));
    lake.run(1);
    PipelineDefinition after =
        pipeline(
            Format.Type.json,
            "struct<zip: string, city: string, geo: struct<lat: double, lon: double>>",
            "array<struct<sku: string, n: int, price: decimal(9,2)>>",
            TAGS);
    String more =
        "{\"id\":2,\"n\":1,\"address\":{\"zip\":\"1\",\"city\":\"Bonn\",\"geo\":{\"lon\":7}},"
            + "\"items\":[{\"sku\":\"a\",\"n\":3,\"price\":1234567.5}],\"tags\":{\"x\":5000000000}}\n";
    lake.upload("t", "2.json", more.getBytes(StandardCharsets.UTF_8));
    Lake.Batch batch = lake.batch(2);
    batch.run(batch.attempt(2, 1, after), "all", JobPoints.NONE);

    assertThat(
            lake.query(
                "SELECT id, to_json(address), to_json(items), to_json(tags) FROM db.t_silver"))
        .containsExactly(
            "1|{\"city\":\"Ulm\",\"geo\":{\"lat\":48.5}}|[{\"sku\":\"a\",\"price\":9.50}]|{\"x\":1,\"y\":9}",
            "2|{\"zip\":\"1\",\"city\":\"Bonn\",\"geo\":{\"lon\":7.0}}|[{\"sku\":\"a\",\"n\":3,\"price\":1234567.50}]|{\"x\":5000000000}");

    Lake.Batch next = lake.batch(3);
    Attempt without =
        next.attempt(3, 1, pipeline(Format.Type.json, "struct<city: string>", ITEMS, TAGS));
    assertThatThrownBy(() -> next.run(without, "all", JobPoints.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Cannot change column address of table");
  }

  /** A row in the form of either format. */
  private static String row(int id, int n, String city, double price) {
    return "{\"id\":%d,\"n\":%d,\"address\":{\"city\":\"%s\",\"geo\":{\"lat\":48.5}},\"items\":[{\"sku\":\"a\",\"price\":%s}],\"tags\":{\"x\":%d,\"y\":9}}"
        .formatted(id, n, city, price, id);
  }

  private static byte[] file(Format.Type type, String... rows) {
    if (type == Format.Type.json) {
      return (String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }
    String schema =
        "id long, n int, address struct<city: string, geo: struct<lat: float>>, items array<struct<sku: string, price: double>>, tags map<string, int>";
    String values =
        Stream.of(rows)
            .map(r -> "SELECT from_json('" + r + "', '" + schema + "') AS r")
            .reduce((a, b) -> a + " UNION ALL " + b)
            .orElseThrow();
    try {
      Path folder = Files.createTempDirectory("nested").resolve("out");
      Lake.spark()
          .sql("SELECT r.* FROM (" + values + ")")
          .coalesce(1)
          .write()
          .parquet(folder.toUri().toString());
      try (Stream<Path> files = Files.list(folder)) {
        return Files.readAllBytes(
            files.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PipelineDefinition pipeline(Format.Type type, String address, String items, String tags) {
    SourceDefinition source =
        new SourceDefinition(
            "t",
            "Anything.",
            "t/",
            FileNames.DEFAULT,
            Format.of(type),
            List.of(
                new Column("id", "long", true),
                new Column("n", "int", true),
                column("address", address),
                column("items", items),
                column("tags", tags)),
            SourceLimits.DEFAULT,
            Overwrite.replace,
            UnknownColumns.rescue,
            new TableName(db, "t"),
            new SilverDefinition(
                new TableName(db, "t_silver"),
                List.of(),
                Map.of(),
                Map.of("city", "address.city"),
                List.of("id"),
                List.of("n"),
                Operation.NONE,
                List.of(),
                Expectations.NONE,
                true));
    return new PipelineDefinition(
        "nested", "Anything.", db, PipelineLimits.DEFAULT, List.of(source), List.of());
  }
}
