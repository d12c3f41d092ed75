package io.ingot.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** Counts what Spark was asked to do. */
public final class SparkCounts extends SparkListener {
  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(30);

  private final AtomicLong jobs = new AtomicLong();
  private final AtomicLong executions = new AtomicLong();
  private final AtomicLong tasks = new AtomicLong();

  /** What an action made Spark do. */
  public static SparkCounts during(SparkContext spark, Runnable action)
      throws InterruptedException, TimeoutException {
    SparkCounts counts = new SparkCounts();
    spark.addSparkListener(counts);
    try {
      action.run();
      spark.listenerBus().waitUntilEmpty(PATIENCE);
    } finally {
      spark.removeSparkListener(counts);
    }
    return counts;
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    jobs.incrementAndGet();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    tasks.incrementAndGet();
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart) {
      executions.incrementAndGet();
    }
  }

  public long jobs() {
    return jobs.get();
  }

  public long executions() {
    return executions.get();
  }

  public long tasks() {
    return tasks.get();
  }
}
