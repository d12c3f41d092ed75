package io.ingot.functions.aws;

import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Warms a function up before Lambda takes its snapshot: what the reads load and compile (SDK
 * clients, their marshallers, TLS) is in the snapshot and need not be done at the first request.
 *
 * <p>The context knows resources weakly only, so whoever registers one must keep it.
 */
public final class Priming implements Resource {
  private final List<Runnable> reads;

  private Priming(List<Runnable> reads) {
    this.reads = List.copyOf(reads);
  }

  /**
   * Registers reads to be made before the snapshot.
   *
   * @param reads harmless reads; one that fails is told in the log and costs only its warmth
   */
  public static Priming with(Runnable... reads) {
    Priming priming = new Priming(List.of(reads));
    Core.getGlobalContext().register(priming);
    return priming;
  }

  /** Nothing to warm up, and not registered. */
  public static Priming none() {
    return new Priming(List.of());
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    for (Runnable read : reads) {
      try {
        read.run();
      } catch (RuntimeException e) {
        System.err.println("Cannot prime the function: " + e + ". It starts a little slower.");
      }
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing is kept open: connections and credentials are made anew by the first request.
  }
}
