package io.ingot.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Parts of a stage that do not depend on each other, prepared at the same time: most of what a
 * small source costs is waiting for one step after the other. Each part has a session of its own,
 * so that neither its views nor its settings are another's; nothing is published here.
 */
public final class SideBySide {
  /** More would mostly compete for the driver. */
  private static final int MOST = 8;

  private SideBySide() {}

  /**
   * Prepares the parts. If one fails, no other begins; those that have begun have ended when it is
   * thrown. If several fail, the first in their order counts, as if they had been prepared one
   * after the other.
   *
   * @return the answers, in the order of the parts
   */
  public static <P, R> List<R> all(StageRun run, List<P> parts, BiFunction<StageRun, P, R> work) {
    if (parts.size() < 2) {
      return parts.stream().map(p -> work.apply(run, p)).toList();
    }
    int cores = run.spark().sparkContext().defaultParallelism();
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(parts.size(), Math.max(2, Math.min(MOST, cores))));
    AtomicBoolean failed = new AtomicBoolean();
    try {
      List<Future<R>> answers = new ArrayList<>();
      for (P part : parts) {
        answers.add(threads.submit(() -> failed.get() ? null : apart(run, part, work, failed)));
      }
      threads.shutdown();
      return answers(answers);
    } finally {
      threads.shutdownNow();
    }
  }

  private static <P, R> R apart(
      StageRun run, P part, BiFunction<StageRun, P, R> work, AtomicBoolean failed) {
    boolean done = false;
    try {
      SparkSession session = run.spark().cloneSession();
      SparkSession.setActiveSession(session);
      R answer = work.apply(run.in(session), part);
      done = true;
      return answer;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }

  private static <R> List<R> answers(List<Future<R>> futures) {
    List<R> answers = new ArrayList<>();
    Throwable failure = null;
    for (Future<R> future : futures) {
      try {
        answers.add(future.get());
      } catch (ExecutionException e) {
        failure = first(failure, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while parts of a stage were prepared", e);
      }
    }
    if (failure != null) {
      throw SideBySide.<RuntimeException>undeclared(failure);
    }
    return answers;
  }

  private static Throwable first(Throwable failure, Throwable next) {
    if (failure == null) {
      return next;
    }
    if (failure != next) {
      failure.addSuppressed(next);
    }
    return failure;
  }

  /** Spark throws exceptions that it does not declare: they go on as they are. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E undeclared(Throwable failure) throws E {
    throw (E) failure;
  }
}
