package io.ingot.jobs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Random queries over the sources {@code sales} and {@code shops}, and their likely keys. */
final class QueryGrammar {
  /** The declared columns of {@code sales}, in the form that definitions have. */
  static final List<List<String>> SALES =
      List.of(
          List.of("id", "long"),
          List.of("shop", "int"),
          List.of("name", "string"),
          List.of("day", "date"),
          List.of("at", "timestamp"),
          List.of("amount", "decimal(9,2)"),
          List.of("n", "int"),
          List.of("x", "double"),
          List.of("ok", "boolean"));

  /** Those of {@code shops}; two have names that {@code sales} has, too. */
  static final List<List<String>> SHOPS =
      List.of(
          List.of("shop", "int"),
          List.of("name", "string"),
          List.of("city", "string"),
          List.of("opened", "date"),
          List.of("rank", "int"));

  private static final List<String> SALES_KEYS =
      List.of(
          "s.name",
          "s.shop",
          "day",
          "at",
          "amount",
          "n",
          "x",
          "ok",
          "upper(s.name)",
          "trunc(day, 'MM')",
          "date_trunc('month', at)",
          "date_trunc('DAY', at)",
          "year(day)",
          "n % 3",
          "cast(amount AS int)",
          "coalesce(s.name, 'none')",
          "length(s.name) + n",
          "day IS NULL",
          "'all'",
          "date_add(day, n)",
          "CASE WHEN n > 2 THEN 'many' WHEN n IS NOT NULL THEN 'few' END",
          "explode(array(n, 1))",
          "window(at, '10 days').start");
  private static final List<String> SHOPS_KEYS =
      List.of("p.shop", "p.name", "city", "opened", "rank", "lower(city)", "trunc(opened, 'YEAR')");
  private static final List<String> SALES_VALUES =
      List.of("n", "amount", "x", "n + 1", "abs(n)", "CASE WHEN ok THEN n ELSE 0 END", "s.shop");
  private static final List<String> SHOPS_VALUES = List.of("rank", "rank * n", "n - rank");
  private static final List<String> SALES_ANY =
      List.of("s.name", "day", "at", "ok", "trunc(day, 'MM')", "id");
  private static final List<String> SHOPS_ANY = List.of("p.name", "city", "opened");
  private static final List<String> CONDITIONS =
      List.of(
          "n > 1",
          "amount IS NOT NULL",
          "day >= DATE'2024-02-01'",
          "s.name LIKE 'a%'",
          "x <> 0",
          "ok",
          "NOT coalesce(ok, false)",
          "s.name IN ('a', 'b')",
          "CASE WHEN n = 2 THEN ok ELSE true END",
          "n = (SELECT max(rank) FROM shops)",
          "EXISTS (SELECT 1 FROM shops q WHERE q.shop = s.shop)");

  private final Random random;

  QueryGrammar(Random random) {
    this.random = random;
  }

  /**
   * A query.
   *
   * @param sql its text
   * @param key names of some of its columns
   * @param reads the sources that it reads
   */
  record Query(String sql, List<String> key, List<String> reads) {}

  Query next() {
    boolean joined = random.nextBoolean();
    Set<String> key = new LinkedHashSet<>();
    List<String> items = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String value = one(joined && often() ? SHOPS_KEYS : SALES_KEYS);
      String name = name("k" + i, value);
      boolean bare = value.matches("([sp]\\.)?[a-z]+") && often();
      items.add(bare ? value : value + " AS " + name);
      key.add(bare ? value.replaceFirst("^[sp]\\.", "") : name);
      groups.add(pick(value, bare ? value : name, Integer.toString(items.size())));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      String value = rarely() ? one(SALES_KEYS) : aggregate(joined);
      items.add(value + " AS " + name("v" + i, value));
    }
    String from = joined ? join() : pick("sales s", "sales AS s", "(SELECT * FROM sales) s");
    String where = often() ? "" : " WHERE " + one(CONDITIONS);
    String sql =
        "SELECT %s%s FROM %s%s GROUP BY %s%s"
            .formatted(
                rarely() ? "DISTINCT " : "",
                String.join(", ", items),
                from,
                where,
                String.join(", ", groups),
                rarely() ? " HAVING count(*) > 1" : "");
    List<String> reads = new ArrayList<>(List.of("sales"));
    if (sql.contains("shops")) {
      reads.add("shops");
    }
    if (rarely()) {
      sql = "WITH s0 AS (" + sql + ") SELECT * FROM s0";
    } else if (rarely()) {
      sql += " ORDER BY 1 LIMIT 3";
    }
    return new Query(sql, List.copyOf(key), reads);
  }

  private String join() {
    return pick(
        "sales s JOIN shops p ON s.shop = p.shop",
        "sales s INNER JOIN shops p ON s.shop <=> p.shop AND n > 0",
        "shops p JOIN sales s ON s.shop = p.shop AND s.name = p.name",
        "sales s JOIN shops p USING (shop)",
        "sales s NATURAL JOIN shops p",
        "sales s, shops p",
        "sales s LEFT JOIN shops p ON s.shop = p.shop",
        "sales s RIGHT JOIN shops p ON s.shop = p.shop",
        "sales s LEFT ANTI JOIN shops p ON s.shop = p.shop",
        "sales s JOIN shops p ON s.shop = p.shop JOIN shops q ON q.rank = p.rank");
  }

  private String aggregate(boolean joined) {
    String number = one(joined && often() ? SHOPS_VALUES : SALES_VALUES);
    String any = random.nextBoolean() ? number : one(joined ? SHOPS_ANY : SALES_ANY);
    return pick(
        "count(*)",
        "count(" + any + ")",
        "count(DISTINCT " + any + ")",
        "sum(" + number + ")",
        "sum(DISTINCT " + number + ")",
        "avg(" + number + ")",
        "min(" + any + ")",
        "max(" + any + ")",
        "sum(" + number + ") FILTER (WHERE ok)",
        "count_if(ok)",
        "bool_or(ok)",
        "sum(" + number + ") / count(*)",
        "coalesce(max(" + any + "), min(" + any + "))",
        "first(" + any + ")",
        "collect_set(" + any + ")",
        "sum(sum(" + number + ")) OVER ()",
        "rand() + count(*)");
  }

  /** Mostly a new name, else that of a column, perhaps one that the value is made of. */
  private String name(String fresh, String value) {
    if (often()) {
      return fresh;
    }
    List<String> names =
        IntStream.range(0, SALES.size())
            .mapToObj(i -> SALES.get(i).get(0))
            .filter(n -> !rarely())
            .toList();
    List<String> own = names.stream().filter(value::contains).toList();
    return own.isEmpty() || random.nextBoolean() ? one(names) : one(own);
  }

  private boolean often() {
    return random.nextInt(3) > 0;
  }

  private boolean rarely() {
    return random.nextInt(12) == 0;
  }

  private String pick(String... options) {
    return one(List.of(options));
  }

  private String one(List<String> options) {
    return options.get(random.nextInt(options.size()));
  }
}
