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
import io.ingot.jobs.gold.QueryCheck;
import io.ingot.jobs.run.SessionSettings;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import io.ingot.readers.Column;
import io.ingot.readers.CsvDialect;
import io.ingot.readers.UnknownColumns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
  private static final int QUERIES = 300;
  private static final int MARTS = 6;
  private static final int BATCHES = 2;

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
    SessionSettings.apply(full);
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

  /** Some that are accepted, and half of them such that the linter is likely to err about them. */
  private List<MartDefinition> accepted(QueryGrammar grammar) {
    List<MartDefinition> likely = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      QueryGrammar.Query query = grammar.next();
      if (new SparkSqlSyntax().incrementalProblem(query.sql(), query.key()).isEmpty()) {
        likely.add(mart("m" + likely.size(), query));
      }
    }
    Set<String> problems = QueryCheck.problems(Lake.spark(), pipeline(likely)).keySet();
    likely.removeIf(m -> problems.contains("marts/" + m.name() + ".sql"));
    List<MartDefinition> marts = new ArrayList<>(likely.subList(0, MARTS / 2));
    likely.removeAll(marts);
    likely.sort(Comparator.comparing(GeneratedMartsIT::shadows).reversed());
    marts.addAll(likely.subList(0, MARTS / 2));
    return marts;
  }

  /** How often a key has the name of a column; twice as much where the query groups by the name. */
  private static int shadows(MartDefinition mart) {
    String groups = mart.sql().substring(mart.sql().indexOf("GROUP BY"));
    return QueryGrammar.SALES.stream()
        .map(column -> column.get(0))
        .filter(c -> mart.key().contains(c) && mart.sql().contains(" AS " + c))
        .mapToInt(c -> groups.matches("GROUP BY (.*, )?" + c + "\\b.*") ? 2 : 1)
        .sum();
  }

  private MartDefinition mart(String name, QueryGrammar.Query query) {
    return new MartDefinition(
        name,
        "One row per key.",
        new TableName(db, name),
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
    upload(lake, random, "sales", QueryGrammar.SALES, 12);
    upload(lake, random, "sales", QueryGrammar.SALES, 12);
    upload(lake, random, "shops", QueryGrammar.SHOPS, 4);
  }

  /** New rows, changed and deleted ones; perhaps in place of a former file. */
  private static void upload(
      Lake lake, Random random, String source, List<List<String>> columns, int keys) {
    List<String> lines = new ArrayList<>();
    lines.add("op," + columns.stream().map(c -> c.get(0)).collect(Collectors.joining(",")));
    for (int row = 3 + random.nextInt(8); row >= 0; row--) {
      StringBuilder line = new StringBuilder(random.nextInt(6) == 0 ? "D" : "U");
      line.append(',').append(random.nextInt(keys));
      columns.stream().skip(1).forEach(c -> line.append(',').append(value(random, c)));
      lines.add(line.toString());
    }
    lake.upload(source, "f" + random.nextInt(3) + ".csv", lines.toArray(String[]::new));
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
