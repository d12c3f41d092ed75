package io.ingot.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageFailure.Kind;
import io.ingot.core.failure.OutcomeUnknownException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void kind_followsTheTypeAnywhereInTheChain() {
    Map<Throwable, Kind> expected =
        Map.of(
            new GateException("g"), Kind.gate,
            new FencedException("f"), Kind.fenced,
            new OutcomeUnknownException("o", new IllegalArgumentException()), Kind.fenced,
            new RefusedException("r", new IOException("x")), Kind.refused,
            new TransientException("t"), Kind.transient_failure,
            new CommitFailedException("c"), Kind.transient_failure,
            new IllegalStateException(new IOException("reset")), Kind.transient_failure,
            new IllegalStateException(new FileNotFoundException("gone")), Kind.refused,
            new IllegalStateException(new OutOfMemoryError("heap")), Kind.out_of_memory,
            new IllegalArgumentException("bug"), Kind.refused);
    expected.forEach((e, kind) -> assertThat(Failures.kind(e)).as(e.toString()).isEqualTo(kind));
  }

  @Test
  void lostExecutor_isTransient_unlessItsMemoryRanOut() {
    assertThat(Failures.kind(new IllegalStateException("ExecutorLostFailure (executor 1 exited)")))
        .isEqualTo(Kind.transient_failure);
    assertThat(Failures.kind(new IllegalStateException("ExecutorLostFailure: exit code 137")))
        .isEqualTo(Kind.out_of_memory);
  }

  @Test
  void stoppedSpark_isTransient_unlessTheCauseIsKnown() {
    Map.<Throwable, Kind>of(
            new IllegalStateException("LiveListenerBus is stopped."), Kind.transient_failure,
            new IllegalStateException("Cannot call methods on a stopped SparkContext."),
                Kind.transient_failure,
            new NullPointerException(), Kind.transient_failure,
            // Without a session, Spark does not know the catalog any more.
            new IllegalStateException(new NoSuchTableException("db", "t")), Kind.transient_failure,
            new GateException("g"), Kind.gate,
            new FencedException("f"), Kind.fenced,
            new OutOfMemoryError("heap"), Kind.out_of_memory)
        .forEach(
            (e, kind) ->
                assertThat(Failures.of(Stage.silver, e, true).kind())
                    .as(e.toString())
                    .isEqualTo(kind));
  }

  @Test
  void message_tellsTheCausesOnce() {
    Throwable failure = new IllegalStateException("Job aborted", new IOException("disk full"));
    assertThat(Failures.of(Stage.bronze, failure, false))
        .isEqualTo(
            new StageFailure(
                Optional.of(Stage.bronze),
                Kind.transient_failure,
                "java.lang.IllegalStateException",
                "Job aborted Caused by: disk full"));
  }
}
