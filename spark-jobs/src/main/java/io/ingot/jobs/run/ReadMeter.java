package io.ingot.jobs.run;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Counts what Spark's tasks read while something runs: through Hadoop's file systems, and from what
 * Spark keeps between two jobs, which it does not tell apart. Counted are the tasks of this thread
 * and of those that it starts, whatever else runs in the context.
 */
public final class ReadMeter extends SparkListener {
  private static final long DRAIN_MILLIS = 30_000;

  /** Spark hands a thread's properties on to the threads and stages that it starts. */
  private final String property = "ingot.meter." + UUID.randomUUID();

  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong records = new AtomicLong();

  /** Bytes that were read while it counted. */
  public long bytes() {
    return bytes.get();
  }

  /** Records that were read while it counted. */
  public long records() {
    return records.get();
  }

  /** Runs the action and adds what it read. */
  public <T> T count(SparkContext context, Callable<T> action) {
    context.addSparkListener(this);
    context.setLocalProperty(property, "true");
    try {
      T value = action.call();
      drain(context);
      return value;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      context.setLocalProperty(property, null);
      context.removeSparkListener(this);
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    if (submitted.properties() != null && submitted.properties().containsKey(property)) {
      stages.add(submitted.stageInfo().stageId());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskMetrics() != null && stages.contains(end.stageId())) {
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
