package io.ingot.bench.read;

/** Times that were taken. */
final class Elapsed {
  private static final double NANOS = 1e9;

  private Elapsed() {}

  /** Seconds since a moment of {@link System#nanoTime}. */
  static double since(long start) {
    return (System.nanoTime() - start) / NANOS;
  }
}
