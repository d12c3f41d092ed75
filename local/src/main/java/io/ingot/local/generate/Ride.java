package io.ingot.local.generate;

import java.math.BigDecimal;
import java.util.Locale;

/** One line of a rides file, each field as the text that the file shows. Empty means no value. */
record Ride(
    String id,
    String date,
    String driver,
    String speed,
    String distance,
    String fare,
    String route,
    String start,
    String end) {

  static String id(long number) {
    return String.format(Locale.ROOT, "R%06d", number);
  }

  static String driver(int number) {
    return (number < 10 ? "D0" : "D") + number;
  }

  /** Hundredths as plain text with two decimals. */
  static String hundredths(long value) {
    return BigDecimal.valueOf(value, 2).toPlainString();
  }

  Ride withId(String changed) {
    return new Ride(changed, date, driver, speed, distance, fare, route, start, end);
  }

  Ride withDriver(String changed) {
    return new Ride(id, date, changed, speed, distance, fare, route, start, end);
  }

  Ride withSpeed(String changed) {
    return new Ride(id, date, driver, changed, distance, fare, route, start, end);
  }

  Ride withFare(String changed) {
    return new Ride(id, date, driver, speed, distance, changed, route, start, end);
  }

  /** The same ride with a fare higher by that many hundredths. */
  Ride withFareRaised(long hundredths) {
    return withFare(new BigDecimal(fare).add(BigDecimal.valueOf(hundredths, 2)).toPlainString());
  }

  String line() {
    return String.join(
        ",", id, date, driver, speed, distance, fare, quoted(route), quoted(start), quoted(end));
  }

  private static String quoted(String text) {
    return text.indexOf(',') < 0 ? text : '"' + text + '"';
  }
}
