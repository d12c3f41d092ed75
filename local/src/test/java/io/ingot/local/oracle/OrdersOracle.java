package io.ingot.local.oracle;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import io.ingot.local.oracle.OrderRow.Version;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says what the tables of the pipeline {@code orders} must hold after some uploads, worked out anew
 * from the files each time and by other means than the pipeline: collections only, no definition,
 * no SQL, no increments, and no idea of batches or of the order of delivery.
 */
public final class OrdersOracle {
  private final Policy policy;
  private final Set<String> optional;
  private final List<Upload> uploads = new ArrayList<>();

  /** What a file means whose name came before. */
  public enum Policy {
    /** All versions count. */
    append,
    /** The last one counts. */
    replace,
    /** The first one counts. */
    ignore,
    /** The first one counts, and the others are refused. */
    reject
  }

  /** The pipeline as it is defined. */
  public OrdersOracle() {
    this(Policy.replace, Set.of());
  }

  /**
   * The pipeline with another policy.
   *
   * @param optional columns that may be missing, besides the operation
   */
  public OrdersOracle(Policy policy, Set<String> optional) {
    this.policy = policy;
    this.optional = Set.copyOf(optional);
  }

  private record Upload(Version version, List<OrderRow> rows) {}

  /**
   * Takes one upload. Uploads of one name are to be given in the order of their arrival, others in
   * any order.
   */
  public void upload(String name, Instant arrival, byte[] content) {
    int ordinal = 1 + (int) uploads.stream().filter(u -> u.version.name().equals(name)).count();
    Version version = new Version(name, ordinal, arrival);
    uploads.add(
        new Upload(version, OrderRow.all(version, new String(content, StandardCharsets.UTF_8))));
  }

  /** Silver's columns of each line that there is, by key. */
  public Map<String, String> silver() {
    Map<String, String> rows = new LinkedHashMap<>();
    present().forEach(row -> rows.put(row.key().orElseThrow().toString(), row.silver()));
    return rows;
  }

  /** The keys of lines that are deleted. */
  Set<String> deleted() {
    return latest().values().stream()
        .filter(OrderRow::deletion)
        .map(row -> row.key().orElseThrow().toString())
        .collect(toCollection(TreeSet::new));
  }

  /** Name, version and place of each quarantined row, with the rules that it breaks. */
  public Set<String> quarantine() {
    return counting().stream()
        .filter(r -> !r.corrupt() && !r.brokenRules(optional).isEmpty())
        .map(r -> r.quarantined(optional))
        .collect(toCollection(TreeSet::new));
  }

  /** Revenue, orders and items of each state and month, states that are not known first. */
  public List<String> gold() {
    return gold(row -> List.of());
  }

  /** The same, grouped by something else in the first place. */
  List<String> gold(java.util.function.Function<OrderRow, List<String>> first) {
    Comparator<List<String>> order =
        (a, b) -> {
          int result = 0;
          for (int i = 0; i < a.size() && result == 0; i++) {
            result = a.get(i).compareTo(b.get(i));
          }
          return result;
        };
    Map<List<String>, List<OrderRow>> groups =
        present().stream()
            .collect(
                groupingBy(
                    r -> {
                      List<String> group = new ArrayList<>(first.apply(r));
                      group.add(r.text("destinationstate").orElse(""));
                      group.add(r.date().orElseThrow().withDayOfMonth(1).toString());
                      return group;
                    },
                    () -> new TreeMap<>(order),
                    Collectors.toList()));
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (group, rows) -> {
          List<String> fields = new ArrayList<>(group);
          fields.add(
              rows.stream()
                  .map(r -> r.price().orElseThrow().multiply(quantity(r)))
                  .reduce(BigDecimal.ZERO, BigDecimal::add)
                  .toPlainString());
          fields.add(
              String.valueOf(
                  rows.stream().map(r -> r.key().orElseThrow().invoice()).distinct().count()));
          fields.add(String.valueOf(rows.size()));
          lines.add(line(fields));
        });
    return lines;
  }

  private static BigDecimal quantity(OrderRow row) {
    return BigDecimal.valueOf(row.quantity().orElseThrow());
  }

  /** Table name to its content as CSV with header, each upload being a batch of its own. */
  public Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    String columns = String.join(",", OrderRow.COLUMNS);
    tables.put(
        "bronze_orders",
        csv(
            columns + ",source_file,version",
            uploads.stream()
                .flatMap(u -> u.rows.stream())
                .map(
                    r -> {
                      List<String> fields = new ArrayList<>(r.shown());
                      fields.add(r.file().name());
                      fields.add(String.valueOf(r.file().ordinal()));
                      return line(fields);
                    })
                .toList()));
    tables.put(
        "silver_orders",
        csv(columns.substring(columns.indexOf(',') + 1), List.copyOf(silver().values())));
    tables.put(
        "silver_orders_quarantine", csv("file_name,version,row,rules", List.copyOf(quarantine())));
    tables.put(
        "revenue_by_state_and_month",
        csv("destinationstate,order_month,revenue,orders,items", gold()));
    return tables;
  }

  /** The lines that there are, by key: the newest change of each, unless that is a deletion. */
  List<OrderRow> present() {
    return latest().values().stream().filter(r -> !r.deletion()).toList();
  }

  /** The newest change of each line. */
  private Map<OrderRow.Key, OrderRow> latest() {
    Map<OrderRow.Key, OrderRow> latest = new TreeMap<>();
    for (OrderRow row : counting()) {
      if (!row.corrupt() && row.brokenRules(optional).isEmpty()) {
        latest.merge(
            row.key().orElseThrow(), row, (a, b) -> OrderRow.ORDER.compare(a, b) >= 0 ? a : b);
      }
    }
    return latest;
  }

  private List<OrderRow> counting() {
    return uploads.stream().filter(this::counts).flatMap(u -> u.rows.stream()).toList();
  }

  private boolean counts(Upload upload) {
    Optional<Upload> one =
        uploads.stream()
            .filter(u -> u.version.name().equals(upload.version.name()))
            .reduce((a, b) -> policy == Policy.replace ? b : a);
    return policy == Policy.append || one.filter(upload::equals).isPresent();
  }

  private static String line(List<String> fields) {
    return CsvText.line(fields);
  }

  private static String csv(String header, List<String> lines) {
    return header + "\n" + lines.stream().map(l -> l + "\n").collect(Collectors.joining());
  }
}
