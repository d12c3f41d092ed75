package io.ingot.local.cli;

import io.ingot.local.asl.Pacer;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.spark.LocalSpark;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/**
 * A process whose end begins at a planned delay, in which Spark stops itself first, and the command
 * has time for whatever it makes of that. A process that is ended from outside does the same when
 * its hooks come in that order.
 */
final class EndingProcess implements Pacer {
  private static final long TIME_LEFT = TimeUnit.SECONDS.toMillis(5);

  private final Pacer pacer = new SystemPacer();

  private EndingProcess() {}

  public static void main(String[] args) {
    Thread command = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    command.join(TIME_LEFT);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    Ingot.run(System.out, System.err, new EndingProcess(), args);
  }

  @Override
  public Instant now() {
    return pacer.now();
  }

  /** In a thread of a job: ends the process, and comes back when there is no Spark any more. */
  @Override
  public void pause(Duration duration) {
    SparkContext context = LocalSpark.session().sparkContext();
    new Thread(() -> System.exit(1), "ends").start();
    while (!context.isStopped()) {
      Thread.onSpinWait();
    }
  }

  @Override
  public double jitter() {
    return pacer.jitter();
  }
}
