package io.ingot.jobs;

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
import io.ingot.readers.Column;
import io.ingot.readers.Format;
import io.ingot.readers.UnknownColumns;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rides pipeline, in a database of its own. */
final class Rides {
  static final String HEADER =
      "ride_id,Date,driver_number,speed,distance_travelled,fare_amount,route_taken";

  static final String SQL =
      """
      SELECT driver_number, avg(max_speed) AS avg_speed, sum(distance_travelled) AS total_distance,
             avg(fare_amount) AS avg_fare, sum(fare_amount) AS total_fare
      FROM rides GROUP BY driver_number
      """;

  static final String JOINED =
      """
      SELECT d.name, count(*) AS n, sum(r.fare_amount) AS fares
      FROM rides r JOIN drivers d ON r.driver_number = d.driver_number GROUP BY d.name
      """;

  private Rides() {}

  static String database() {
    return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }

  static PipelineDefinition pipeline() {
    return pipeline(UnknownColumns.rescue, Expectations.NONE);
  }

  static PipelineDefinition pipeline(UnknownColumns unknown, Expectations expect) {
    String db = database();
    return pipeline(db, List.of(source(db, unknown, expect)), List.of(mart(db, SQL)));
  }

  /** Two marts, the first one with rules. */
  static PipelineDefinition gold(Expectations expect) {
    return withGold(pipeline(), expect);
  }

  static PipelineDefinition withGold(PipelineDefinition pipeline, Expectations expect) {
    String db = pipeline.database();
    MartDefinition first = mart(db, SQL);
    MartDefinition ruled =
        new MartDefinition(
            first.name(),
            first.description(),
            first.table(),
            first.key(),
            first.refresh(),
            first.reads(),
            first.sql(),
            first.partition(),
            expect);
    MartDefinition second =
        new MartDefinition(
            "second",
            "One row per day.",
            new TableName(db, "second"),
            List.of("Date"),
            MartDefinition.Refresh.incremental,
            List.of("rides"),
            "SELECT Date, count(*) AS n FROM rides GROUP BY Date",
            List.of("Date"));
    return pipeline(db, pipeline.sources(), List.of(second, ruled));
  }

  static PipelineDefinition pipeline(Format format) {
    String db = database();
    SourceDefinition csv = source(db, UnknownColumns.rescue, Expectations.NONE);
    SourceDefinition source =
        new SourceDefinition(
            csv.name(),
            csv.description(),
            csv.landing(),
            csv.files(),
            format,
            csv.columns(),
            csv.limits(),
            csv.overwrite(),
            csv.unknownColumns(),
            csv.bronze(),
            csv.silver());
    return pipeline(db, List.of(source), List.of(mart(db, SQL)));
  }

  /** Rides and the drivers' names, joined; the mart's key may be NULL. */
  static PipelineDefinition joined() {
    String db = database();
    SourceDefinition drivers =
        new SourceDefinition(
            "drivers",
            "One row per driver.",
            "drivers/",
            FileNames.DEFAULT,
            Format.of(Format.Type.csv),
            List.of(new Column("driver_number", "int", true), new Column("name", "string", false)),
            SourceLimits.DEFAULT,
            Overwrite.replace,
            UnknownColumns.rescue,
            new TableName(db, "drivers"),
            new SilverDefinition(
                new TableName(db, "drivers_silver"),
                List.of(),
                Map.of(),
                Map.of(),
                List.of("driver_number"),
                List.of(),
                Operation.NONE,
                List.of(),
                Expectations.NONE));
    MartDefinition names =
        new MartDefinition(
            "names",
            "One row per name.",
            new TableName(db, "names"),
            List.of("name"),
            MartDefinition.Refresh.incremental,
            List.of("rides", "drivers"),
            JOINED,
            List.of());
    MartDefinition rich =
        new MartDefinition(
            "rich",
            "Names with more than 5.",
            new TableName(db, "rich"),
            List.of("name"),
            MartDefinition.Refresh.full,
            List.of("names"),
            "SELECT name FROM names WHERE fares > 5",
            List.of());
    return pipeline(
        db,
        List.of(drivers, source(db, UnknownColumns.rescue, Expectations.NONE)),
        List.of(names, rich));
  }

  static PipelineDefinition pipeline(
      String db, List<SourceDefinition> sources, List<MartDefinition> marts) {
    return new PipelineDefinition("rides", "Rides.", db, PipelineLimits.DEFAULT, sources, marts);
  }

  static MartDefinition mart(String db, String sql) {
    return new MartDefinition(
        "rides_gold_data",
        "One row per driver.",
        new TableName(db, "rides_gold_data"),
        List.of("driver_number"),
        MartDefinition.Refresh.incremental,
        List.of("rides"),
        sql,
        List.of());
  }

  static SourceDefinition source(String db, UnknownColumns unknown, Expectations expect) {
    return new SourceDefinition(
        "rides",
        "One row per ride.",
        "rides/",
        FileNames.DEFAULT,
        Format.of(Format.Type.csv),
        List.of(
            new Column("ride_id", "string", true),
            new Column("Date", "date", true),
            new Column("driver_number", "int", true),
            new Column("speed", "double", false),
            new Column("distance_travelled", "double", false),
            new Column("fare_amount", "decimal(10,2)", false),
            new Column("route_taken", "string", false)),
        SourceLimits.DEFAULT,
        Overwrite.replace,
        unknown,
        new TableName(db, "rides"),
        new SilverDefinition(
            new TableName(db, "rides_silver_data"),
            List.of("route_taken"),
            Map.of("speed", "max_speed"),
            Map.of(),
            List.of("ride_id"),
            List.of(),
            Operation.NONE,
            List.of("months(Date)"),
            expect));
  }
}
