package io.ingot.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.ingot.core.definition.Expectations;
import io.ingot.core.definition.SilverDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.bronze.BronzeColumns;
import io.ingot.jobs.rules.RuleCheck;
import io.ingot.jobs.run.Careful;
import io.ingot.jobs.run.Sql;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import io.ingot.jobs.table.Evolution;
import io.ingot.jobs.table.TableLayout;
import io.ingot.readers.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Bronze rows as silver sees them: named, computed, ordered and checked. */
public final class SilverRows {

  /** Whether the row deletes its key. */
  static final String DELETE = "_delete";

  private static final String OPERATION_UNKNOWN = "_operation_unknown";

  /** A value of the operation as SQL writes it, of rows that are upserts for want of a list. */
  static final String UNLISTED = "_unlisted";

  private static final int LONGEST_VALUE = 50;

  private static final String NOTHING = "cast(array() AS array<string>)";

  /** Names of the quarantine rules that a row breaks. */
  static final String RULES = "_rules";

  static final String REASONS = "_reasons";

  /** What rules and reasons are put together of. */
  private static final Set<String> PARTS =
      Set.of("_missing", "_missing_reasons", "_unordered", "_unordered_reasons", OPERATION_UNKNOWN);

  /** The declared columns as the file has them. */
  private static final String WRITTEN = "_written";

  private static final String THREW = "_threw_";

  /**
   * The row as JSON, for the quarantine table and samples of broken gates; NULL of other rows,
   * because nothing else that is computed of a row costs as much.
   */
  static final String JSON = "_row";

  /** What is kept of where a row came from. */
  static final List<String> ORIGIN =
      List.of(
          BronzeColumns.BATCH,
          BronzeColumns.FILE_VERSION,
          BronzeColumns.SOURCE_FILE,
          BronzeColumns.ARRIVAL,
          BronzeColumns.POSITION);

  private final SourceDefinition source;
  private final SilverDefinition silver;
  private final Careful careful;

  public SilverRows(SourceDefinition source) {
    this(source, Careful.not);
  }

  public SilverRows(SourceDefinition source, Careful careful) {
    this.source = source;
    this.silver = source.silver();
    this.careful = careful;
  }

  /** The columns that readers and marts see, in order. */
  public List<String> userColumns() {
    Set<String> names = new LinkedHashSet<>();
    source.columns().stream()
        .map(Column::name)
        .filter(n -> !silver.drop().contains(n))
        .map(n -> silver.rename().getOrDefault(n, n))
        .forEach(names::add);
    names.addAll(silver.add().keySet());
    return List.copyOf(names);
  }

  /** All columns of the silver table. */
  List<String> columns() {
    return Stream.of(userColumns(), ORIGIN, sequence()).flatMap(List::stream).toList();
  }

  /** Key and origin: the columns of the tombstones table. */
  List<String> tombstoneColumns() {
    return Stream.of(silver.key(), ORIGIN, sequence()).flatMap(List::stream).toList();
  }

  /** Silver's columns with the time for which they held: the columns of the history table. */
  List<String> historyColumns() {
    return Stream.of(userColumns(), SilverHistory.INTERVAL, ORIGIN, sequence())
        .flatMap(List::stream)
        .toList();
  }

  private List<String> sequence() {
    return silver.sequence().isEmpty() ? List.of() : List.of(Evolution.SEQUENCE);
  }

  /**
   * The order of a key's changes as a SQL value: by sequence (NULL first), then arrival, then
   * place.
   *
   * @param relation the relation that has the columns; empty if only one has them
   */
  public String order(String relation) {
    List<String> parts = new ArrayList<>();
    Stream.concat(
            sequence().stream(),
            Stream.of(
                BronzeColumns.ARRIVAL,
                BronzeColumns.SOURCE_FILE,
                BronzeColumns.FILE_VERSION,
                BronzeColumns.POSITION))
        .forEach(
            c ->
                parts.add(
                    (relation.isEmpty() ? Sql.name(c) : Sql.name(relation, c))
                        + " AS "
                        + Sql.name(c)));
    return "struct(" + String.join(", ", parts) + ")";
  }

  /** The silver table, with the types that the expressions have. */
  public TableLayout layout(Dataset<Row> rows) {
    return layout(rows, columns(), silver.partition());
  }

  /** A table of some of the columns, with the types that the expressions have. */
  public TableLayout layout(Dataset<Row> rows, List<String> names, List<String> partition) {
    Set<String> required = required();
    StructType columns = new StructType();
    // What is in a value may be NULL in the next one, whatever this expression gives.
    StructType schema = rows.schema().asNullable();
    for (String name : names) {
      StructField field = schema.apply(name);
      boolean never =
          required.contains(name) || silver.key().contains(name) || ORIGIN.contains(name);
      columns = columns.add(name, field.dataType(), !never);
    }
    return new TableLayout(columns, partition, TableLayout.MERGE_ON_READ);
  }

  /** Required columns under their silver names. */
  private Set<String> required() {
    return source.columns().stream()
        .filter(Column::required)
        .map(c -> silver.rename().getOrDefault(c.name(), c.name()))
        .filter(n -> !silver.add().containsKey(n))
        .collect(Collectors.toSet());
  }

  /** Whether rows come out the same however often they are computed. */
  boolean deterministic() {
    SparkSqlSyntax syntax = new SparkSqlSyntax();
    return Stream.concat(
            silver.add().values().stream(), silver.expect().quarantine().values().stream())
        .allMatch(syntax::isDeterministic);
  }

  /** Rows of bronze, computed and checked. */
  public Dataset<Row> of(Dataset<Row> bronze) {
    return of(bronze, shown());
  }

  /** The same, all with their JSON. */
  public Dataset<Row> asWritten(Dataset<Row> bronze) {
    return of(bronze, "true");
  }

  /** Rows that somebody may be shown. */
  private String shown() {
    return Stream.concat(
            Stream.of("size(" + RULES + ") > 0"),
            silver.expect().fail().values().stream()
                .filter(gate -> gate.rows() == Expectations.Rows.broken)
                .map(gate -> RuleCheck.broken(careful.value(gate.predicate())))
                .map(broken -> "(" + examined() + " AND " + broken + ")"))
        .collect(Collectors.joining(" OR "));
  }

  private Dataset<Row> of(Dataset<Row> bronze, String shown) {
    Dataset<Row> rows = named(bronze);
    List<String> failed = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Map.Entry<String, String> add : silver.add().entrySet()) {
      if (careful == Careful.yes) {
        String threw = THREW + failed.size();
        rows = rows.withColumn(threw, expr(careful.threw(add.getValue())));
        failed.add(when(threw, "add:" + add.getKey()));
        failures.add(when(threw, add.getKey() + " cannot be computed (" + add.getValue() + ")"));
      }
      rows = rows.withColumn(add.getKey(), expr(careful.value(add.getValue())));
    }
    List<String> keys = new ArrayList<>();
    List<String> keyReasons = new ArrayList<>();
    List<String> rules = new ArrayList<>(failed);
    List<String> reasons = new ArrayList<>(failures);
    for (String key : silver.key()) {
      String missing = Sql.name(key) + " IS NULL";
      keys.add(when(missing, "key:" + key));
      keyReasons.add(when(missing, "key column " + key + " has no value"));
      if (!required().contains(key)) {
        rules.add(keys.get(keys.size() - 1));
        reasons.add(keyReasons.get(keys.size() - 1));
      }
    }
    for (Map.Entry<String, String> rule : silver.expect().quarantine().entrySet()) {
      String broken = RuleCheck.broken(careful.value(rule.getValue()));
      rules.add(when(broken, rule.getKey()));
      reasons.add(when(broken, rule.getKey() + " is broken (" + rule.getValue() + ")"));
    }
    if (!silver.operation().upsert().isEmpty()) {
      rules.add(when(OPERATION_UNKNOWN, "operation"));
      reasons.add(
          when(
              OPERATION_UNKNOWN,
              "operation column " + silver.operation().column() + " has no value that is listed"));
    }
    // One step, because each takes Spark a look at every column.
    return rows.select(
            Stream.concat(
                    Stream.of(rows.columns())
                        .filter(c -> !PARTS.contains(c) && !c.startsWith(THREW))
                        .map(c -> col(Sql.name(c))),
                    Stream.of(
                        expr(checks(keys, "_missing", rules, "_unordered")).as(RULES),
                        expr(checks(keyReasons, "_missing_reasons", reasons, "_unordered_reasons"))
                            .as(REASONS)))
                .toArray(org.apache.spark.sql.Column[]::new))
        .withColumn(JSON, expr("CASE WHEN " + shown + " THEN to_json(" + WRITTEN + ") END"))
        .drop(WRITTEN);
  }

  private static String when(String condition, String text) {
    return "CASE WHEN " + condition + " THEN " + Sql.text(text) + " END";
  }

  static String valid() {
    return "_corrupt IS NULL AND size(" + RULES + ") = 0";
  }

  static String quarantined() {
    return "_corrupt IS NULL AND size(" + RULES + ") > 0";
  }

  /** Of a deletion nothing but the key need be there, so that gates have nothing to say of it. */
  static String examined() {
    return valid() + " AND NOT " + DELETE;
  }

  /** A deletion needs its key and a place among the changes, and nothing else. */
  private static String checks(
      List<String> ofDelete, String missing, List<String> ofOthers, String unordered) {
    return "concat(CASE WHEN "
        + DELETE
        + " THEN "
        + compact(ofDelete)
        + " ELSE concat("
        + missing
        + ", "
        + compact(ofOthers)
        + ") END, "
        + unordered
        + ")";
  }

  /** Those that there are. Nearly always there are none, which is found out without an array. */
  private static String compact(List<String> values) {
    String all = String.join(", ", values);
    return values.isEmpty()
        ? NOTHING
        : "CASE WHEN coalesce(%s) IS NULL THEN %s ELSE array_compact(array(%s)) END"
            .formatted(all, NOTHING, all);
  }

  /**
   * Declared and renamed names side by side, and everything that only declared columns say. Columns
   * are not put into SQL text, because Spark would parse it for each of them.
   */
  private Dataset<Row> named(Dataset<Row> bronze) {
    List<org.apache.spark.sql.Column> select = new ArrayList<>();
    ORIGIN.forEach(c -> select.add(col(c)));
    select.add(col(BronzeColumns.CORRUPT));
    select.add(struct(written()).as(WRITTEN));
    if (!silver.sequence().isEmpty()) {
      select.add(struct(silver.sequence().stream().map(SilverRows::column)).as(Evolution.SEQUENCE));
    }
    select.add(expr(deletes()).as(DELETE));
    select.add(expr("NOT " + does(silver.operation().upsert())).as(OPERATION_UNKNOWN));
    if (silver.operation().present() && silver.operation().upsert().isEmpty()) {
      select.add(expr(unlisted(Sql.name(silver.operation().column()))).as(UNLISTED));
    }
    select.add(expr(compact(missing("required:%s", "required:%s"))).as("_missing"));
    select.add(
        expr(compact(
                missing("required column %s has no value", "%s could not be read as its type")))
            .as("_missing_reasons"));
    select.add(expr(compact(unordered("sequence:%s"))).as("_unordered"));
    select.add(
        expr(compact(unordered("sequence column %s could not be read as its type")))
            .as("_unordered_reasons"));
    for (Column column : source.columns()) {
      // A rename may change nothing but the case, and SQL names have none.
      if (silver.rename().values().stream().noneMatch(column.name()::equalsIgnoreCase)) {
        select.add(column(column.name()));
      }
    }
    silver.rename().forEach((from, to) -> select.add(column(from).as(to)));
    return bronze.select(select.toArray(org.apache.spark.sql.Column[]::new));
  }

  private Stream<org.apache.spark.sql.Column> written() {
    return Stream.concat(
        source.columns().stream().map(c -> column(c.name())),
        Stream.of(col(BronzeColumns.RESCUED)));
  }

  private static org.apache.spark.sql.Column struct(Stream<org.apache.spark.sql.Column> columns) {
    return functions.struct(columns.toArray(org.apache.spark.sql.Column[]::new));
  }

  /** A column of bronze under its declared name, which the table may have in another case. */
  private static org.apache.spark.sql.Column column(String name) {
    return col(Sql.name(name));
  }

  private String deletes() {
    if (!silver.operation().present()) {
      return "false";
    }
    return does(silver.operation().delete());
  }

  private String unlisted(String column) {
    String text = "cast(" + column + " AS string)";
    return "CASE WHEN %s THEN NULL WHEN %s IS NULL THEN 'NULL' ELSE concat('\\'', left(%s, %d), '\\'') END"
        .formatted(deletes(), column, text, LONGEST_VALUE);
  }

  /** Whether the operation is one of some values. */
  private String does(List<String> values) {
    return values.isEmpty()
        ? "false"
        : "coalesce("
            + Sql.name(silver.operation().column())
            + " IN ("
            + Sql.texts(values)
            + "), false)";
  }

  private List<String> missing(String absent, String unreadable) {
    return source.columns().stream()
        .filter(Column::required)
        .map(
            c ->
                "CASE WHEN "
                    + unreadable(c)
                    + " THEN "
                    + Sql.text(unreadable.formatted(c.name()))
                    + " WHEN "
                    + Sql.name(c.name())
                    + " IS NULL THEN "
                    + Sql.text(absent.formatted(c.name()))
                    + " END")
        .toList();
  }

  /**
   * A change whose sequence cannot be read has no place among the others of its key; only one whose
   * sequence is empty in the file is the earliest. What a required column lacks is said elsewhere,
   * but not of deletions.
   */
  private List<String> unordered(String text) {
    return silver.sequence().stream()
        .map(c -> source.column(c).orElseThrow())
        .map(
            c ->
                "CASE WHEN "
                    + (c.required() ? deletes() + " AND " : "")
                    + unreadable(c)
                    + " THEN "
                    + Sql.text(text.formatted(c.name()))
                    + " END")
        .toList();
  }

  /** Whether a column is NULL because its type does not hold what the file has. */
  private static String unreadable(Column column) {
    String names =
        column.names().stream()
            .map(n -> Sql.text(n.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    return "("
        + Sql.name(column.name())
        + " IS NULL AND coalesce(exists(json_object_keys(_rescued), k -> lower(k) IN ("
        + names
        + ")), false))";
  }

  /** The newest change of each key. */
  Dataset<Row> winners(Dataset<Row> rows) {
    // Not row_number() = 1, before which Spark sorts all rows once more, as if most keys repeated.
    return rows.withColumn("_order", expr(order("")))
        .withColumn(
            "_last",
            expr(
                "lead(true) OVER (PARTITION BY "
                    + Sql.names(silver.key())
                    + " ORDER BY _order) IS NULL"))
        .where("_last")
        .drop("_last", "_order");
  }
}
