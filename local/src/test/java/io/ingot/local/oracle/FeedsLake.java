package io.ingot.local.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.lake.Lake;
import io.ingot.local.oracle.OrdersOracle.Policy;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.Drain;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import io.ingot.local.spark.LocalSpark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * A lake with the orders once for each policy, in one pipeline: source {@code s_<policy>} and mart
 * {@code g_<policy>}, whose groups are of one history each. The state may be missing, so that there
 * are groups without one.
 */
final class FeedsLake implements AutoCloseable {
  static final String PIPELINE = "feeds";
  private static final Path ROOT = Path.of(System.getProperty("ingot.root"));

  /** No file is refused as a whole, so that every row of every file is looked at. */
  private static final String LIMITS = "limits: {max_corrupt: \"100%\"}\nallow_empty: true\n";

  private static final String GOLD =
      """
      SELECT
        invoiceid DIV 1000 AS history, destinationstate, trunc(orderdate, 'MM') AS order_month,
        sum(price * quantity) AS revenue, count(DISTINCT invoiceid) AS orders, count(*) AS items
      FROM %s
      GROUP BY invoiceid DIV 1000, destinationstate, trunc(orderdate, 'MM')
      """;

  private final LocalSystem system;
  private final SparkSession spark;

  FeedsLake(Path folder) throws IOException {
    Path pipelines = folder.resolve("pipelines");
    Path feeds = pipelines.resolve(PIPELINE);
    Files.createDirectories(feeds.resolve("sources"));
    Files.createDirectories(feeds.resolve("marts"));
    Files.writeString(
        feeds.resolve("pipeline.yaml"),
        "pipeline: feeds\ndatabase: feeds\nlimits: {files_per_batch: 100000}\n");
    String orders = Files.readString(ROOT.resolve("pipelines/orders/sources/orders.yaml"));
    for (Policy policy : Policy.values()) {
      Files.writeString(
          feeds.resolve("sources/s_%s.yaml".formatted(policy)),
          orders
              .replace("source: orders", "source: s_" + policy)
              .replace("landing: orders/", "landing: feeds/%s/".formatted(policy))
              .replace("overwrite: replace", LIMITS + "overwrite: " + policy)
              .replace("icebergdb.bronze_orders", "feeds.bronze_" + policy)
              .replace("icebergdb.silver_orders", "feeds.silver_" + policy)
              .replace(
                  "destinationstate, type: string, required: true",
                  "destinationstate, type: string")
              .replace("required: true", "required: true, max_rescued: \"100%\""));
      Files.writeString(
          feeds.resolve("marts/g_%s.yaml".formatted(policy)),
          "mart: g_%1$s\nkey: [history, destinationstate, order_month]\nrefresh: incremental\nreads: [s_%1$s]\n"
              .formatted(policy));
      Files.writeString(
          feeds.resolve("marts/g_%s.sql".formatted(policy)), GOLD.formatted("s_" + policy));
    }
    Lake lake = new Lake(folder.resolve("lake"));
    this.system =
        LocalSystem.open(
            new LocalSystem.Settings(
                lake,
                pipelines,
                ROOT.resolve("statemachine/medallion.asl.json"),
                false,
                Optional.empty(),
                Sizing.DEFAULT,
                new SystemPacer()),
            ExecutionListener.NONE,
            (subject, message) -> {});
    this.spark = LocalSpark.session(lake.warehouse());
  }

  static String landing(Policy policy) {
    return "feeds/" + policy + "/";
  }

  /** Puts an upload where it is to be delivered from; nobody is told. */
  LandedObject put(Policy policy, History.Upload upload) {
    LandedObject landed =
        system
            .landing()
            .put(
                landing(policy) + upload.name(),
                new ByteArrayInputStream(upload.text().getBytes(StandardCharsets.UTF_8)),
                upload.arrival());
    assertThat(landed.time()).isEqualTo(upload.arrival());
    return landed;
  }

  /** Delivers events and runs what then waits. */
  void deliver(List<LandedObject> events) {
    new Uploads(system, new DeferredStarts()).deliver(events);
    Drain drain = new Drain(system);
    if (drain.hasWork(PIPELINE)) {
      drain.run(PIPELINE);
    }
    assertThat(system.workflow().results())
        .allMatch(r -> r.status() == ExecutionResult.Status.SUCCEEDED, "succeeded");
  }

  List<BatchItem> batches() {
    return system.ledger().batches(PIPELINE);
  }

  Manifest manifest(BatchItem batch) {
    return read(Manifest.key(PIPELINE, batch.batch(), batch.fence()), Manifest.class);
  }

  /** What a stage's result says of a table; zeros if it did not touch it, or no job ran. */
  TableResult result(BatchItem batch, Stage stage, String table) {
    String key = Attempt.resultKey(PIPELINE, batch.batch(), batch.fence(), batch.attempt(), stage);
    return system.work().get(key).stream()
        .flatMap(bytes -> Json.read(bytes, StageResult.class).tables().stream())
        .filter(t -> t.table().equals("feeds." + table))
        .findFirst()
        .orElse(TableResult.unchanged(table));
  }

  private <T> T read(String key, Class<T> type) {
    return Json.read(system.work().get(key).orElseThrow(), type);
  }

  /** Silver's columns of each line, with its key in front. */
  Map<String, String> silver(Policy policy) {
    return map(
        "SELECT concat(invoiceid, '-', itemid), replicadmstimestamp, invoiceid, itemid, category,"
            + " price, quantity, orderdate, destinationstate, shippingtype, referral FROM"
            + " feeds.silver_"
            + policy);
  }

  Map<String, String> batchesOfRows(Policy policy) {
    return map("SELECT concat(invoiceid, '-', itemid), _batch FROM feeds.silver_" + policy);
  }

  List<String> deleted(Policy policy) {
    return lines(
        "SELECT concat(invoiceid, '-', itemid) FROM feeds.silver_" + policy + "_tombstones");
  }

  /** Name, version and place of each quarantined row, with the rules that it breaks. */
  List<String> quarantine(Policy policy) {
    return lines(
        """
        WITH versions AS (
          SELECT _source_file, _file_version, row_number() OVER
            (PARTITION BY _source_file ORDER BY arrival) AS version FROM feeds.bronze_%1$s_files
        ), numbered AS (
          SELECT _source_file, _file_version, _position, row_number() OVER
            (PARTITION BY _source_file, _file_version ORDER BY _position) AS place
          FROM feeds.bronze_%1$s
        )
        SELECT split_part(_source_file, '/%1$s/', 2), version, place, array_join(rules, ';')
        FROM feeds.silver_%1$s_quarantine
        JOIN numbered USING (_source_file, _file_version, _position)
        JOIN versions USING (_source_file, _file_version)
        """
            .formatted(policy));
  }

  List<String> gold(Policy policy) {
    return lines("SELECT * FROM feeds.g_" + policy);
  }

  /** What the mart's query says of silver as it is. */
  List<String> recomputedGold(Policy policy) {
    return lines(GOLD.formatted("feeds.silver_" + policy));
  }

  boolean has(Policy policy) {
    return spark.catalog().tableExists("lake.feeds.g_" + policy);
  }

  private Map<String, String> map(String sql) {
    return lines(sql).stream()
        .map(l -> l.split(",", 2))
        .collect(java.util.stream.Collectors.toMap(l -> l[0], l -> l[1]));
  }

  /** Rows as lines of CSV, NULL as nothing, sorted. */
  private List<String> lines(String sql) {
    Dataset<Row> query = spark.sql(sql);
    String[] names =
        java.util.stream.IntStream.range(0, query.columns().length)
            .mapToObj(i -> "c" + i)
            .toArray(String[]::new);
    Dataset<Row> named = query.toDF(names);
    Column[] texts =
        Stream.of(names).map(n -> named.col(n).cast(DataTypes.StringType)).toArray(Column[]::new);
    List<String> lines = new ArrayList<>();
    for (Row row : named.select(texts).collectAsList()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        fields.add(row.isNullAt(i) ? "" : row.getString(i));
      }
      lines.add(CsvText.line(fields));
    }
    return lines.stream().sorted().toList();
  }

  @Override
  public void close() {
    system.close();
  }
}
