package io.ingot.local.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a file with the types of the table; empty where there is no value or none of the
 * type.
 *
 * @param number place among the file's rows, from 1
 */
record OracleRow(
    int number,
    Optional<String> rideId,
    Optional<LocalDate> date,
    Optional<String> driver,
    Optional<BigDecimal> speed,
    Optional<BigDecimal> distance,
    Optional<BigDecimal> fare,
    Optional<String> route,
    Optional<String> start,
    Optional<String> end) {

  private static final int SCALE = 2;

  static OracleRow of(int number, Map<String, String> fields) {
    return new OracleRow(
        number,
        text(fields.get("ride_id")),
        date(fields.get("Date")),
        text(fields.get("driver_number")),
        decimal(fields.get("speed"), 6),
        decimal(fields.get("distance_travelled"), 10),
        decimal(fields.get("fare_amount"), 10),
        text(fields.get("route_taken")),
        text(fields.get("start_point")),
        text(fields.get("end_point")));
  }

  /** Names of the rules that keep this row out of silver. */
  List<String> brokenRules() {
    List<String> rules = new ArrayList<>();
    if (rideId.isEmpty()) {
      rules.add("required:ride_id");
    }
    if (fare.isPresent() && fare.get().signum() < 0) {
      rules.add("fare_not_negative");
    }
    return rules;
  }

  List<String> bronzeFields() {
    return List.of(
        shown(rideId),
        shown(date),
        shown(driver),
        shown(speed),
        shown(distance),
        shown(fare),
        shown(route),
        shown(start),
        shown(end));
  }

  List<String> silverFields() {
    return List.of(
        shown(rideId), shown(date), shown(driver), shown(speed), shown(distance), shown(fare));
  }

  static String shown(Optional<?> value) {
    return value
        .map(v -> v instanceof BigDecimal decimal ? decimal.toPlainString() : v.toString())
        .orElse("");
  }

  private static Optional<String> text(String field) {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  private static Optional<LocalDate> date(String field) {
    try {
      return text(field).map(LocalDate::parse);
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> decimal(String field, int precision) {
    try {
      return text(field)
          .map(f -> new BigDecimal(f).setScale(SCALE, RoundingMode.HALF_UP))
          .filter(d -> d.precision() <= precision);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
