package io.ingot.local.generate;

/**
 * The SplitMix64 sequence (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
 * OOPSLA 2014). Written out here because the JDK promises no stable sequence for bounded numbers,
 * and generated files must stay the same bytes on every JDK.
 */
final class SplitMix {
  private long state;

  SplitMix(long seed) {
    this.state = seed;
  }

  /** The next number from 0 (inclusive) to {@code bound} (exclusive). */
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
