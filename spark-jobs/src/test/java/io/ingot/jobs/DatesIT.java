package io.ingot.jobs;

import static io.ingot.jobs.Typed.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.UnknownColumns;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times of all years are the same wherever they are compared. */
class DatesIT {
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  @ParameterizedTest
  @ValueSource(strings = {"date", "timestamp"})
  void key_ofAnyYear_hasOneRow_andOneGroup(String type) {
    Lake lake = new Lake(pipeline(type));
    List<String> keys = keys(type);
    upload(lake, "1.csv", keys, 5);
    lake.run(1);
    upload(lake, "2.csv", keys.subList(0, 20), 6);
    lake.run(2);

    List<String> sums =
        IntStream.range(0, keys.size())
            .mapToObj(i -> keys.get(i) + "|" + (i < 20 ? 6 : 5))
            .sorted()
            .toList();
    String format = type.equals("date") ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.SSSSSS";
    assertThat(lake.query("SELECT date_format(d, '" + format + "'), v FROM db.t_silver ORDER BY 1"))
        .isEqualTo(sums);
    assertThat(lake.query("SELECT date_format(d, '" + format + "'), v FROM db.sums ORDER BY 1"))
        .isEqualTo(sums);
  }

  private static List<String> keys(String type) {
    Random random = new Random(7);
    List<LocalDate> days = new ArrayList<>(List.of(FIRST, LAST));
    for (LocalDate day = LocalDate.of(1582, 10, 3); day.getDayOfMonth() < 17; ) {
      days.add(day);
      day = day.plusDays(1);
    }
    while (days.size() < 40) {
      long day =
          FIRST.toEpochDay()
              + (long) (random.nextDouble() * (LAST.toEpochDay() - FIRST.toEpochDay()));
      days.add(LocalDate.ofEpochDay(day));
    }
    return days.stream()
        .distinct()
        .map(
            day ->
                type.equals("date")
                    ? day.toString()
                    : text(
                        day.atTime(random.nextInt(24), 59, 58, random.nextInt(1_000_000) * 1000)))
        .toList();
  }

  private static String text(LocalDateTime time) {
    return "%s %02d:%02d:%02d.%06d"
        .formatted(
            time.toLocalDate(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            time.getNano() / 1000);
  }

  private static void upload(Lake lake, String name, List<String> keys, int value) {
    lake.upload(
        "t",
        name,
        Stream.concat(Stream.of("d,v"), keys.stream().map(k -> k + "," + value))
            .toArray(String[]::new));
  }

  private static PipelineDefinition pipeline(String type) {
    PipelineDefinition typed =
        Typed.pipeline(
            CsvDialect.with().format(),
            UnknownColumns.rescue,
            new Column("d", type, true),
            column("v", "int"));
    SourceDefinition t = typed.sources().get(0);
    SourceDefinition source =
        new SourceDefinition(
            t.name(),
            t.description(),
            t.landing(),
            t.files(),
            t.format(),
            t.columns(),
            t.limits(),
            t.overwrite(),
            t.unknownColumns(),
            t.bronze(),
            new SilverDefinition(
                t.silver().table(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of("d"),
                List.of(),
                Operation.NONE,
                List.of("months(d)"),
                Expectations.NONE));
    MartDefinition sums =
        new MartDefinition(
            "sums",
            "One row per time.",
            new TableName(typed.database(), "sums"),
            List.of("d"),
            MartDefinition.Refresh.incremental,
            List.of("t"),
            "SELECT d, sum(v) AS v FROM t GROUP BY d",
            List.of());
    return new PipelineDefinition(
        typed.name(),
        typed.description(),
        typed.database(),
        typed.limits(),
        List.of(source),
        List.of(sums));
  }
}
