package io.ingot.local.run;

import io.ingot.core.failure.RefusedException;
import java.io.PrintStream;
import java.util.Map;

/** A measured claim; found by {@link java.util.ServiceLoader}. */
public interface Benchmark {
  /** What it is called on the command line. */
  String name();

  /**
   * The same at a scale of its data.
   *
   * @throws RefusedException if it has one size only
   */
  default Benchmark atScale(double scale) {
    throw new RefusedException(
        "Cannot run benchmark %s at scale %s: it has one size only. Leave out --scale."
            .formatted(name(), scale));
  }

  /**
   * Measures.
   *
   * @param out for progress
   * @return the figures, in the order in which they are shown
   */
  Map<String, String> run(PrintStream out) throws Exception;
}
