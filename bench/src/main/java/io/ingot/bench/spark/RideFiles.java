package io.ingot.bench.spark;

import io.ingot.core.port.LandedObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Small files of rides, and what must be in the tables when all of them are loaded. */
final class RideFiles {
  static final int ROWS = 20;

  private static final int DRIVERS = 7;
  private static final String HEADER =
      "ride_id,Date,driver_number,speed,distance_travelled,fare_amount,"
          + "route_taken,start_point,end_point\n";

  private final Map<String, List<String>> counting = new HashMap<>();
  private final Map<String, Integer> rowsByVersion = new TreeMap<>();
  private int next;

  /** The next file's content; every ride in it is new, and stands for its key from now on. */
  byte[] content(String key) {
    StringBuilder csv = new StringBuilder(HEADER);
    List<String> rides = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String ride = String.format(Locale.ROOT, "r%06d", next);
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,2024-01-%02d,%s,50.00,10.00,%s,a,b,c%n",
              ride,
              1 + next % 28,
              driver(next),
              fare(next)));
      rides.add(ride);
      next++;
    }
    counting.put(key, rides);
    return csv.toString().replace("\r", "").getBytes(StandardCharsets.UTF_8);
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
    counting.values().forEach(all -> all.forEach(r -> rides.put(r, 1)));
    return rides;
  }

  /** The fares that gold must show, by driver. */
  Map<String, BigDecimal> gold() {
    Map<String, BigDecimal> fares = new HashMap<>();
    silver()
        .keySet()
        .forEach(
            ride -> {
              int number = Integer.parseInt(ride.substring(1));
              fares.merge(driver(number), new BigDecimal(fare(number)), BigDecimal::add);
            });
    return fares;
  }

  private static String driver(int number) {
    return "d" + number % DRIVERS;
  }

  private static String fare(int number) {
    return String.format(Locale.ROOT, "%d.%02d", 5 + number % 40, number % 100);
  }
}
