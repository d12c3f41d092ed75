package io.ingot.bench.spark;

import io.ingot.core.port.LandedObject;
import io.ingot.local.generate.RidesGenerator;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small files of rides, and what must be in the tables when all of them are loaded. */
final class RideFiles {
  static final int ROWS = 20;

  private static final int DRIVERS = 7;
  private static final int RIDE = 0;
  private static final int DRIVER = 2;
  private static final int FARE = 5;

  private final Map<String, List<String[]>> counting = new HashMap<>();
  private final Map<String, Integer> rowsByVersion = new TreeMap<>();
  private int next = 1;

  /** The next file's content; every ride in it is new, and stands for its key from now on. */
  byte[] content(String key) {
    LocalDate date = LocalDate.of(2024, 1, 1).plusDays(next / ROWS % 28);
    List<String> lines =
        RidesGenerator.lines(new RidesGenerator.Day(next, date, next, ROWS, DRIVERS));
    counting.put(key, lines.stream().skip(1).map(l -> l.split(",", FARE + 2)).toList());
    next += ROWS;
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Remembers a version that is in the landing bucket. */
  void landed(LandedObject object) {
    rowsByVersion.put(object.file().toString(), ROWS);
  }

  /** Rows that bronze must have, by file version. */
  Map<String, Integer> bronze() {
    return rowsByVersion;
  }

  /** Rows that silver must have, by ride: those of every key's newest version, once each. */
  Map<String, Integer> silver() {
    Map<String, Integer> rides = new HashMap<>();
    counting.values().forEach(all -> all.forEach(r -> rides.put(r[RIDE], 1)));
    return rides;
  }

  /** The fares that gold must show, by driver. */
  Map<String, BigDecimal> gold() {
    Map<String, BigDecimal> fares = new HashMap<>();
    counting
        .values()
        .forEach(
            all ->
                all.forEach(r -> fares.merge(r[DRIVER], new BigDecimal(r[FARE]), BigDecimal::add)));
    return fares;
  }
}
