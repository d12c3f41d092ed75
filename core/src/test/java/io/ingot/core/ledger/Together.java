package io.ingot.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs the same step in many threads that are let go at one moment. */
public final class Together {
  private Together() {}

  /**
   * Runs one step per thread and answers what they returned, in the order of their numbers.
   *
   * @param threads how many, numbered from 0
   * @param step makes the step of a thread from its number
   * @throws Exception what the first failing step threw
   */
  public static <T> List<T> run(int threads, IntFunction<Callable<T>> step) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch ready = new CountDownLatch(threads);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<T> mine = step.apply(i);
        futures.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  return mine.call();
                }));
      }
      ready.await();
      go.countDown();
      List<T> answers = new ArrayList<>();
      for (Future<T> future : futures) {
        answers.add(future.get(2, TimeUnit.MINUTES));
      }
      return answers;
    } finally {
      go.countDown();
      pool.shutdownNow();
    }
  }
}
