package io.ingot.local.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One line of a change file with the types of the table; empty where there is no value or none of
 * the type.
 *
 * @param file the file version that it stands in
 * @param number place among the file's rows, from 1
 * @param fields its texts
 * @param changed when the line was changed
 * @param key what is changed
 */
record OrderRow(
    Version file, int number, List<String> fields, Optional<Instant> changed, Optional<Key> key) {
  static final List<String> COLUMNS =
      List.of(
          "Op",
          "replicadmstimestamp",
          "invoiceid",
          "itemid",
          "category",
          "price",
          "quantity",
          "orderdate",
          "destinationstate",
          "shippingtype",
          "referral");

  /** Which of two changes of a line is the newer one. */
  static final Comparator<OrderRow> ORDER =
      Comparator.<OrderRow, Instant>comparing(r -> r.changed().orElse(Instant.MIN))
          .thenComparing(r -> r.file().arrival())
          .thenComparing(r -> r.file().name())
          .thenComparing(OrderRow::number);

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
  private static final int PRECISION = 10;

  /**
   * A file version.
   *
   * @param name the object's name under the landing prefix
   * @param ordinal 1 for the first version of that name, 2 for the next
   */
  record Version(String name, int ordinal, Instant arrival) {}

  /** What a change is about. */
  record Key(long invoice, long item) implements Comparable<Key> {
    @Override
    public String toString() {
      return invoice + "-" + item;
    }

    @Override
    public int compareTo(Key other) {
      return Comparator.comparingLong(Key::invoice)
          .thenComparingLong(Key::item)
          .compare(this, other);
    }
  }

  /** All rows of a file. */
  static List<OrderRow> all(Version file, String text) {
    List<OrderRow> rows = new ArrayList<>();
    for (String line : text.lines().skip(1).toList()) {
      rows.add(of(file, rows.size() + 1, List.of(line.split("\t", -1))));
    }
    return rows;
  }

  private static OrderRow of(Version file, int number, List<String> fields) {
    OrderRow bare = new OrderRow(file, number, fields, Optional.empty(), Optional.empty());
    if (bare.corrupt()) {
      return bare;
    }
    Optional<Key> key =
        bare.number("invoiceid", Long::valueOf)
            .flatMap(i -> bare.number("itemid", Long::valueOf).map(l -> new Key(i, l)));
    Optional<Instant> changed =
        bare.number(
            "replicadmstimestamp", t -> LocalDateTime.parse(t, MOMENT).toInstant(ZoneOffset.UTC));
    return new OrderRow(file, number, fields, changed, key);
  }

  boolean corrupt() {
    return fields.size() != COLUMNS.size();
  }

  boolean deletion() {
    return text("Op").equals(Optional.of("D"));
  }

  /**
   * The names of the rules that keep this row out of silver; a rule without an answer is broken.
   */
  List<String> brokenRules(Set<String> optional) {
    List<String> rules = new ArrayList<>();
    Map<String, Optional<?>> values = values();
    if (deletion()) {
      for (String column : List.of("invoiceid", "itemid")) {
        if (values.get(column).isEmpty()) {
          rules.add("key:" + column);
        }
      }
      if (changed().isEmpty() && text("replicadmstimestamp").isPresent()) {
        rules.add("sequence:replicadmstimestamp");
      }
      return rules;
    }
    values.forEach(
        (column, value) -> {
          if (value.isEmpty() && !column.equals("Op") && !optional.contains(column)) {
            rules.add("required:" + column);
          }
        });
    if (price().filter(p -> p.signum() > 0).isEmpty()) {
      rules.add("price_positive");
    }
    if (quantity().filter(q -> q > 0).isEmpty()) {
      rules.add("quantity_positive");
    }
    Optional<LocalDate> last =
        changed().map(c -> c.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1));
    if (date().filter(d -> last.isPresent() && !d.isAfter(last.get())).isEmpty()) {
      rules.add("orderdate_not_in_the_future");
    }
    return rules;
  }

  Map<String, Optional<?>> values() {
    Map<String, Optional<?>> values = new LinkedHashMap<>();
    for (String column : COLUMNS) {
      values.put(
          column,
          switch (column) {
            case "replicadmstimestamp" -> changed();
            case "invoiceid", "itemid" -> number(column, Long::valueOf);
            case "price" -> price();
            case "quantity" -> quantity();
            case "orderdate" -> date();
            default -> text(column);
          });
    }
    return values;
  }

  Optional<BigDecimal> price() {
    return number("price", BigDecimal::new)
        .filter(p -> p.stripTrailingZeros().scale() <= 2)
        .map(p -> p.setScale(2, RoundingMode.UNNECESSARY))
        .filter(p -> p.precision() <= PRECISION);
  }

  Optional<Integer> quantity() {
    return number("quantity", Integer::valueOf);
  }

  Optional<LocalDate> date() {
    return number("orderdate", LocalDate::parse);
  }

  Optional<String> text(String column) {
    String field = fields.get(COLUMNS.indexOf(column));
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  /** Silver's columns, as a line of CSV. */
  String silver() {
    List<String> shown = shown();
    return CsvText.line(shown.subList(1, shown.size()));
  }

  /** Name, version and place, with the rules that it breaks, as a line of CSV. */
  String quarantined(Set<String> optional) {
    return CsvText.line(
        List.of(
            file.name(),
            String.valueOf(file.ordinal()),
            String.valueOf(number),
            String.join(";", brokenRules(optional))));
  }

  /** The values as the tables show them. */
  List<String> shown() {
    return values().values().stream().map(OrderRow::shown).toList();
  }

  static String shown(Optional<?> value) {
    return value
        .map(
            v ->
                v instanceof Instant moment
                    ? timestamp(moment)
                    : v instanceof BigDecimal decimal ? decimal.toPlainString() : v.toString())
        .orElse("");
  }

  /** As Spark writes it: no zeros at the end of the fraction. */
  private static String timestamp(Instant moment) {
    String text = MOMENT.format(moment.atOffset(ZoneOffset.UTC));
    return text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
  }

  private <T> Optional<T> number(String column, Function<String, T> parse) {
    try {
      return text(column).map(parse);
    } catch (NumberFormatException | DateTimeParseException notOfTheType) {
      return Optional.empty();
    }
  }
}
