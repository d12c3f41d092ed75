package io.ingot.functions.aws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Warms a function up before Lambda takes its snapshot: what the reads load and compile (SDK
 * clients, their marshallers, TLS) is in the snapshot and need not be done at the first request.
 */
public final class Priming implements Resource {
  /** The context knows resources weakly only. */
  private static final List<Priming> KEPT = new CopyOnWriteArrayList<>();

  private final List<Runnable> reads;

  Priming(List<Runnable> reads) {
    this.reads = List.copyOf(reads);
  }

  /**
   * Registers reads to be made before the snapshot.
   *
   * @param reads harmless reads; one that fails is told in the log and costs only its warmth
   */
  public static void with(Runnable... reads) {
    Priming priming = new Priming(List.of(reads));
    KEPT.add(priming);
    Core.getGlobalContext().register(priming);
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
