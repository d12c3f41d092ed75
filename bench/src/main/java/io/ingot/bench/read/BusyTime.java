package io.ingot.bench.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;

/** Finds out for how long any task ran; in the rest of the time only the driver did something. */
final class BusyTime extends SparkListener {
  private static final double MILLIS = 1e3;
  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(30);

  private final List<TaskInfo> tasks = new ArrayList<>();

  /** Seconds in which tasks ran while an action did. */
  static double during(SparkContext spark, Runnable action)
      throws InterruptedException, java.util.concurrent.TimeoutException {
    BusyTime busy = new BusyTime();
    spark.addSparkListener(busy);
    try {
      action.run();
      spark.listenerBus().waitUntilEmpty(PATIENCE);
    } finally {
      spark.removeSparkListener(busy);
    }
    return busy.seconds();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    tasks.add(task.taskInfo());
  }

  private synchronized double seconds() {
    tasks.sort(Comparator.comparingLong(TaskInfo::launchTime));
    long busy = 0;
    long until = 0;
    for (TaskInfo task : tasks) {
      busy += Math.max(0, task.finishTime() - Math.max(until, task.launchTime()));
      until = Math.max(until, task.finishTime());
    }
    return busy / MILLIS;
  }
}
