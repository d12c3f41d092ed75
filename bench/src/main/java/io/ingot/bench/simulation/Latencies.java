package io.ingot.bench.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations and their percentiles, by nearest rank. */
final class Latencies {
  private final List<Duration> all;

  Latencies(List<Duration> durations) {
    this.all = new ArrayList<>(durations);
    all.sort(Duration::compareTo);
  }

  /**
   * A percentile in seconds; 0 if there are none.
   *
   * @param percent from 1 to 100
   */
  double seconds(int percent) {
    if (all.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100.0 * all.size());
    return all.get(rank - 1).toMillis() / 1000.0;
  }

  String text(int percent) {
    return String.format(Locale.ROOT, "%.0f", seconds(percent));
  }
}
