package io.ingot.functions.aws;

import io.ingot.core.failure.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Many small requests at once, where the service has no batch form for them. */
final class InParallel {
  private static final int THREADS = 16;

  private InParallel() {}

  /**
   * Calls once per element and answers in the elements' order.
   *
   * @throws RuntimeException what the first failing call threw; the other calls may have been made
   */
  static <T, R> List<R> map(List<T> elements, Function<T, R> call) {
    if (elements.size() < 2) {
      return elements.stream().map(call).toList();
    }
    // Not kept between calls: threads do not survive a snapshot.
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(THREADS, elements.size()));
    try {
      List<Future<R>> futures = new ArrayList<>();
      elements.forEach(e -> futures.add(pool.submit(() -> call.apply(e))));
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("Cannot go on: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException("Cannot go on: the function is being stopped. Try again.", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
