package io.ingot.local.asl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when told or when paused, and remembers the pauses. */
final class ManualPacer implements Pacer {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final List<Duration> pauses = new ArrayList<>();
  double jitter = 0.5;
  private Instant now = START;

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pause(Duration duration) {
    pauses.add(duration);
    advance(duration);
  }

  @Override
  public double jitter() {
    return jitter;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }
}
