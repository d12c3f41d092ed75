package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.MartDefinition;
import io.ingot.core.definition.Operation;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.definition.TableName;
import io.ingot.jobs.sql.SparkSqlSyntax;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever {@code check} accepts as incremental equals the full recompute after every batch, for
 * queries and batches at random. {@code -Dingot.generated.marts=20} tries as many seeds.
 */
class GeneratedMartsIT {
  private static final int MARTS = 5;
  private static final int BATCHES = 3;

  private final String db = Rides.database();
  private final SourceDefinition sales = source("sales", QueryGrammar.SALES, "id");
  private final SourceDefinition shops = source("shops", QueryGrammar.SHOPS, "shop");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("ingot.generated.marts", 1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void incrementalMarts_equalTheirFullRecompute_afterEveryBatch(long seed) {
    Random random = new Random(seed);
    PipelineDefinition definition = pipeline(accepted(new QueryGrammar(random)));
    Lake lake = new Lake(definition);
    SparkSession full = Lake.spark().cloneSession();
    Job.settings(full);
    for (int batch = 1; batch <= BATCHES; batch++) {
      upload(lake, random);
      lake.run(batch);
      for (SourceDefinition source : definition.sources()) {
        QueryCheck.visible(source, full.table(source.silver().table().toString()))
            .createOrReplaceTempView(source.name());
      }
      for (MartDefinition mart : definition.marts()) {
        assertThat(rows(full, "SELECT * FROM " + mart.table()))
            .as("seed %d, batch %d: %s, key %s", seed, batch, mart.sql(), mart.key())
            .isEqualTo(rows(full, mart.sql()));
      }
    }
  }

  /** Of equal zeros, either is the least. */
  private static List<String> rows(SparkSession session, String sql) {
    return session.sql(sql).collectAsList().stream()
        .map(r -> r.mkString("|").replaceAll("-0\\.0(?=\\||$)", "0.0"))
        .sorted()
        .toList();
  }

  private List<MartDefinition> accepted(QueryGrammar grammar) {
    List<MartDefinition> marts = new ArrayList<>();
    while (marts.size() < MARTS) {
      List<MartDefinition> more =
          Stream.generate(grammar::next)
              .limit(100)
              .filter(q -> new SparkSqlSyntax().incrementalProblem(q.sql(), q.key()).isEmpty())
              .map(this::mart)
              .toList();
      more.stream()
          .filter(m -> QueryCheck.problems(Lake.spark(), pipeline(List.of(m))).isEmpty())
          .forEach(marts::add);
    }
    List<MartDefinition> some = new ArrayList<>();
    for (MartDefinition mart : marts.subList(0, MARTS)) {
      String name = "m" + some.size();
      some.add(
          new MartDefinition(
              name,
              mart.description(),
              new TableName(db, name),
              mart.key(),
              mart.refresh(),
              mart.reads(),
              mart.sql(),
              List.of()));
    }
    return some;
  }

  private MartDefinition mart(QueryGrammar.Query query) {
    return new MartDefinition(
        "m",
        "One row per key.",
        new TableName(db, "m"),
        query.key(),
        MartDefinition.Refresh.incremental,
        query.reads(),
        query.sql(),
        List.of());
  }

  private PipelineDefinition pipeline(List<MartDefinition> marts) {
    return new PipelineDefinition(
        "generated", "Anything.", db, PipelineLimits.DEFAULT, List.of(sales, shops), marts);
  }

  private static void upload(Lake lake, Random random) {
    for (int file = random.nextInt(2); file >= 0; file--) {
      upload(lake, random, "sales", QueryGrammar.SALES, 12);
    }
    if (random.nextInt(3) > 0) {
      upload(lake, random, "shops", QueryGrammar.SHOPS, 4);
    }
  }

  /** New rows, changed and deleted ones; perhaps in place of a former file. */
  private static void upload(
      Lake lake, Random random, String source, List<List<String>> columns, int keys) {
    List<String> lines = new ArrayList<>();
    lines.add("op," + columns.stream().map(c -> c.get(0)).collect(Collectors.joining(",")));
    for (int row = random.nextInt(8); row >= 0; row--) {
      StringBuilder line = new StringBuilder(random.nextInt(6) == 0 ? "D" : "U");
      line.append(',').append(random.nextInt(keys));
      columns.stream().skip(1).forEach(c -> line.append(',').append(value(random, c)));
      lines.add(line.toString());
    }
    lake.upload(source, "f" + random.nextInt(4) + ".csv", lines.toArray(String[]::new));
  }

  /** Few different values, so that groups meet; numbers whose sums are exact. */
  private static Object value(Random random, List<String> column) {
    if (random.nextInt(5) == 0) {
      return "";
    }
    String day = "2024-0" + (1 + random.nextInt(3)) + "-1" + random.nextInt(2);
    return switch (column.get(1)) {
      case "string" -> List.of("a", "ab", "b", "B").get(random.nextInt(4));
      case "date" -> day;
      case "timestamp" -> day + "T1" + random.nextInt(2) + ":30:00Z";
      case "double" -> List.of("0.0", "-0.0", "NaN", "0.5", "-2.25").get(random.nextInt(5));
      case "boolean" -> random.nextBoolean();
      default -> column.get(0).equals("amount") ? random.nextInt(4) + ".50" : random.nextInt(4);
    };
  }

  private SourceDefinition source(String name, List<List<String>> columns, String key) {
    SourceDefinition typed =
        Typed.pipeline(CsvDialect.with().format(), UnknownColumns.rescue).sources().get(0);
    return new SourceDefinition(
        name,
        "Anything.",
        name + "/",
        typed.files(),
        typed.format(),
        Stream.concat(Stream.of(List.of("op", "string")), columns.stream())
            .map(c -> new Column(c.get(0), c.get(1), c.get(0).equals(key)))
            .toList(),
        typed.limits(),
        typed.overwrite(),
        typed.unknownColumns(),
        new TableName(db, name + "_bronze"),
        new SilverDefinition(
            new TableName(db, name + "_silver"),
            List.of("op"),
            Map.of(),
            Map.of(),
            List.of(key),
            List.of(),
            new Operation("op", List.of("D")),
            List.of(),
            Expectations.NONE));
  }
}
