package io.ingot.bench.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: what is to happen, in order; what is entered first happens first. */
final class Agenda {
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::number));
  private Instant now;
  private long entered;

  Agenda(Instant start) {
    this.now = start;
  }

  private record Entry(Instant at, long number, Runnable what) {}

  Instant now() {
    return now;
  }

  void at(Instant when, Runnable what) {
    entries.add(new Entry(when.isBefore(now) ? now : when, entered++, what));
  }

  void in(double seconds, Runnable what) {
    at(now.plus(nanos(seconds)), what);
  }

  /** Lets everything happen that happens until then. */
  void runUntil(Instant end) {
    while (!entries.isEmpty() && !entries.peek().at().isAfter(end)) {
      Entry next = entries.remove();
      now = next.at();
      next.what().run();
    }
  }

  static Duration nanos(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
