package io.ingot.jobs;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Counts what Spark's tasks read while something runs: through Hadoop's file systems, and from what
 * Spark keeps between two jobs, which it does not tell apart. Metrics come from finished tasks of
 * the whole context, so nothing else may run in it meanwhile.
 */
final class ReadMeter extends SparkListener {
  private static final long DRAIN_MILLIS = 30_000;

  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong records = new AtomicLong();

  long bytes() {
    return bytes.get();
  }

  long records() {
    return records.get();
  }

  /** Runs the action and adds what it read. */
  <T> T count(SparkContext context, Callable<T> action) {
    drain(context);
    context.addSparkListener(this);
    try {
      T value = action.call();
      drain(context);
      return value;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      context.removeSparkListener(this);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskMetrics() != null) {
      bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
      records.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
    }
  }

  /** Listeners hear of tasks late: waits until they have heard of all that ended. */
  private static void drain(SparkContext context) {
    try {
      context.listenerBus().waitUntilEmpty(DRAIN_MILLIS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners are stuck", e);
    }
  }
}
