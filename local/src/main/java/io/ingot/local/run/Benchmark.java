package io.ingot.local.run;

import java.io.PrintStream;
import java.util.Map;

/** A measured claim; found by {@link java.util.ServiceLoader}. */
public interface Benchmark {
  /** What it is called on the command line. */
  String name();

  /**
   * Measures.
   *
   * @param out for progress
   * @return the figures, in the order in which they are shown
   */
  Map<String, String> run(PrintStream out) throws Exception;
}
