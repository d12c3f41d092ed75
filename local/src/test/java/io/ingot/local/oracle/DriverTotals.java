package io.ingot.local.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What gold says about one driver. */
final class DriverTotals {
  /** Digits that Spark's {@code avg} of a DECIMAL with two decimals has: the input's scale + 4. */
  private static final int AVERAGE_SCALE = 6;

  private DriverTotals() {}

  static List<String> fields(Optional<String> driver, List<OracleRow> rides) {
    return List.of(
        OracleRow.shown(driver),
        OracleRow.shown(average(values(rides, OracleRow::speed))),
        OracleRow.shown(sum(values(rides, OracleRow::distance))),
        OracleRow.shown(average(values(rides, OracleRow::fare))),
        OracleRow.shown(sum(values(rides, OracleRow::fare))));
  }

  /** The average that the mart's SQL gives: rounded once by {@code avg}, once more by the cast. */
  static Optional<BigDecimal> average(List<BigDecimal> values) {
    return sum(values)
        .map(s -> s.divide(BigDecimal.valueOf(values.size()), AVERAGE_SCALE, RoundingMode.HALF_UP))
        .map(a -> a.setScale(2, RoundingMode.HALF_UP));
  }

  /** The sum, or nothing if there is no value to add. */
  static Optional<BigDecimal> sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal::add);
  }

  private static List<BigDecimal> values(
      List<OracleRow> rides, Function<OracleRow, Optional<BigDecimal>> column) {
    return rides.stream().map(column).flatMap(Optional::stream).toList();
  }
}
