package io.ingot.jobs.run;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageFailure.Kind;
import io.ingot.core.failure.OutcomeUnknownException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.jobs.syntax.SparkSqlSyntax;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.spark.sql.AnalysisException;

/** What an exception means to the batch: the deciding part, without Spark. */
public final class Failures {
  private static final int LONGEST = 4000;

  private Failures() {}

  /**
   * What is written of a failed stage.
   *
   * @param stopped whether Spark itself was stopped, because its process ends or its executors are
   *     lost: whatever fails from then on says nothing of the batch
   */
  public static StageFailure of(Stage stage, Throwable failure, boolean stopped) {
    Kind kind = stopped && isUnknown(failure) ? Kind.transient_failure : kind(failure);
    return new StageFailure(
        Optional.of(stage), kind, failure.getClass().getName(), message(failure));
  }

  /** One line for people. */
  public static String line(Throwable failure) {
    return message(failure).lines().findFirst().orElse(failure.getClass().getName());
  }

  static Kind kind(Throwable failure) {
    List<Throwable> chain = chain(failure);
    if (chain.stream().anyMatch(Failures::outOfMemory)) {
      return Kind.out_of_memory;
    }
    return chain.stream()
        .map(Failures::own)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(Kind.refused);
  }

  /** Whether a row's values may have caused a failure: nothing else is known to have. */
  public static boolean mayBeOfARow(Throwable failure) {
    return isUnknown(failure) && !isAnalysis(failure);
  }

  /** Whether it does not say by itself what it means. */
  private static boolean isUnknown(Throwable failure) {
    return chain(failure).stream().noneMatch(e -> outOfMemory(e) || own(e).isPresent());
  }

  /** Whether SQL does not fit the relations that it names. */
  public static boolean isAnalysis(Throwable failure) {
    return chain(failure).stream().anyMatch(AnalysisException.class::isInstance);
  }

  /** The first line of what everything else was caused by. */
  public static String root(Throwable failure) {
    List<Throwable> chain = chain(failure);
    String message = String.valueOf(chain.get(chain.size() - 1).getMessage());
    // Spark would have its settings changed.
    return SparkSqlSyntax.oneLine(message).replaceFirst("\\.? If necessary set .*", "");
  }

  private static Optional<Kind> own(Throwable e) {
    if (e instanceof GateException) {
      return Optional.of(Kind.gate);
    }
    if (e instanceof FencedException
        || e instanceof OutcomeUnknownException
        || e instanceof CommitStateUnknownException) {
      return Optional.of(Kind.fenced);
    }
    if (e instanceof RefusedException) {
      return Optional.of(Kind.refused);
    }
    boolean again =
        e instanceof TransientException
            || e instanceof CommitFailedException
            || (e instanceof IOException && !(e instanceof FileNotFoundException))
            || says(e, "ExecutorLostFailure", "FetchFailed", "cancelled because SparkContext");
    return again ? Optional.of(Kind.transient_failure) : Optional.empty();
  }

  private static boolean outOfMemory(Throwable e) {
    return e instanceof OutOfMemoryError
        || says(e, "java.lang.OutOfMemoryError", "exit code 137", "SparkOutOfMemoryError");
  }

  private static boolean says(Throwable e, String... words) {
    String message = String.valueOf(e.getMessage());
    for (String word : words) {
      if (message.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable failure) {
    Set<String> parts = new LinkedHashSet<>();
    for (Throwable e : chain(failure)) {
      String text = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
      if (parts.stream().noneMatch(p -> p.contains(text))) {
        parts.add(text);
      }
    }
    String all = String.join(" Caused by: ", parts);
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST);
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = failure; e != null && !chain.contains(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }
}
