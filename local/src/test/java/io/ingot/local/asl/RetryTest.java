package io.ingot.local.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private final Bench bench = new Bench();

  @Test
  void retry_withDefaults_triesThreeTimesMoreWithDoublingDelays() {
    bench.fails("E").fails("E").fails("E").fails("E");

    ExecutionResult result = bench.run(Bench.task(",'Retry':[{'ErrorEquals':['E']}]"), "{}");

    assertThat(bench.pacer.pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(result.status()).isEqualTo(ExecutionResult.Status.FAILED);
    assertThat(result.error()).isEqualTo("E");
    assertThat(result.cause()).isEqualTo("because");
  }

  @Test
  void retry_withMaxDelay_capsTheBackoff() {
    bench.fails("E").fails("E").fails("E").fails("E");

    ExecutionResult result =
        bench.run(
            Bench.task(
                ",'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':3,'BackoffRate':1.5,"
                    + "'MaxDelaySeconds':5,'MaxAttempts':4}]"),
            "{}");

    assertThat(bench.pacer.pauses)
        .containsExactly(
            Duration.ofSeconds(3),
            Duration.ofMillis(4500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    assertThat(result.status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
  }

  @Test
  void retry_withFullJitter_drawsTheDelayBelowItsValue() {
    bench.pacer.jitter = 0.25;
    bench.fails("E").fails("E");

    bench.run(
        Bench.task(",'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':10,'JitterStrategy':'FULL'}]"),
        "{}");

    assertThat(bench.pacer.pauses).containsExactly(Duration.ofMillis(2500), Duration.ofSeconds(5));
  }

  @Test
  void retriers_ofDifferentErrors_countSeparately() {
    bench.fails("A").fails("B").fails("A").fails("B").fails("A");

    ExecutionResult result =
        bench.run(
            Bench.task(
                ",'Retry':[{'ErrorEquals':['A'],'MaxAttempts':2},"
                    + "{'ErrorEquals':['B'],'IntervalSeconds':10}]"),
            "{}");

    assertThat(bench.pacer.pauses)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20));
    assertThat(result.error()).isEqualTo("A");
    assertThat(bench.contexts).extracting(TaskContext::retryCount).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void retrier_exhausted_doesNotFallThroughToALaterOne() {
    bench.fails("E").fails("E");

    ExecutionResult result =
        bench.run(
            Bench.task(
                ",'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1},{'ErrorEquals':['States.ALL']}]"),
            "{}");

    assertThat(bench.pacer.pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(result.error()).isEqualTo("E");
  }

  @Test
  void retrier_withZeroAttempts_neverRetries() {
    bench.fails("E");

    ExecutionResult result =
        bench.run(
            Bench.task(
                ",'Retry':[{'ErrorEquals':['E'],'MaxAttempts':0},{'ErrorEquals':['States.ALL']}]"),
            "{}");

    assertThat(bench.pacer.pauses).isEmpty();
    assertThat(result.error()).isEqualTo("E");
  }

  @Test
  void counters_whenTheStateIsEnteredAgain_startAnew() {
    bench.fails("E").answers("1").fails("E").answers("2");
    StateMachine machine =
        Bench.machine(
            "T",
            """
            'T':{'Type':'Task','Resource':'test:call','Next':'Again',
                 'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}]},
            'Again':{'Type':'Choice','Choices':[{'Condition':'{% $states.input = 1 %}','Next':'T'}],
                     'Default':'Done'},
            'Done':{'Type':'Succeed'}""");

    ExecutionResult result = bench.run(machine, "{}");

    assertThat(result.status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
    assertThat(bench.contexts).extracting(TaskContext::retryCount).containsExactly(0, 1, 0, 1);
    assertThat(bench.pacer.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void arguments_onRetry_areEvaluatedAnewWithTheRetryCount() {
    bench.fails("E");

    bench.run(
        Bench.task(
            ",'Retry':[{'ErrorEquals':['E']}],"
                + "'Arguments':{'try':'{% $states.context.State.RetryCount %}'}"),
        "{}");

    assertThat(bench.calls)
        .extracting(Object::toString)
        .containsExactly("{\"try\":0}", "{\"try\":1}");
  }

  @Test
  void taskFailed_matchesAnyErrorButTimeout() {
    bench.fails("Anything").fails("States.Timeout");

    ExecutionResult result =
        bench.run(Bench.task(",'Retry':[{'ErrorEquals':['States.TaskFailed']}]"), "{}");

    assertThat(bench.pacer.pauses).hasSize(1);
    assertThat(result.error()).isEqualTo("States.Timeout");
  }

  @Test
  void queryEvaluationError_namedByARetrier_isRetried() {
    ExecutionResult result =
        bench.run(
            Bench.task(
                ",'Retry':[{'ErrorEquals':['States.QueryEvaluationError'],'MaxAttempts':1}],"
                    + "'Arguments':'{% $states.input.missing %}'"),
            "{}");

    assertThat(bench.pacer.pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(result.error()).isEqualTo("States.QueryEvaluationError");
    assertThat(bench.calls).isEmpty();
  }

  @Test
  void dataLimitExceeded_isTakenByItsNameButNotByAll() {
    String tooLarge = "\"" + "x".repeat(Limits.PAYLOAD_BYTES) + "\"";
    bench.answers(tooLarge).answers(tooLarge);

    ExecutionResult all = bench.run(Bench.task(",'Retry':[{'ErrorEquals':['States.ALL']}]"), "{}");
    ExecutionResult named =
        bench.run(Bench.task(",'Retry':[{'ErrorEquals':['States.DataLimitExceeded']}]"), "{}");

    assertThat(all.error()).isEqualTo("States.DataLimitExceeded");
    assertThat(all.cause())
        .isEqualTo(
            "Cannot carry the result of state T: it is too large (262146 bytes, at most 262144)."
                + " Pass a reference instead.");
    assertThat(named.status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
  }

  @Test
  void runtimeError_isTakenByNothing() {
    bench.fails("States.Runtime");

    ExecutionResult result =
        bench.run(Bench.task(",'Retry':[{'ErrorEquals':['States.ALL']}]"), "{}");

    assertThat(bench.pacer.pauses).isEmpty();
    assertThat(result.error()).isEqualTo("States.Runtime");
  }

  @Test
  void retry_beforeCatch_isUsedUpFirst() {
    bench.fails("E").fails("E");
    StateMachine machine =
        Bench.machine(
            "T",
            """
            'T':{'Type':'Task','Resource':'test:call','End':true,
                 'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}],
                 'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]},
            'C':{'Type':'Succeed'}""");

    bench.run(machine, "{}");

    assertThat(bench.log)
        .containsExactly(
            "+T {}",
            "retry 1 of T after E in PT1S",
            "caught E of T, on to C",
            "-T {\"Error\":\"E\",\"Cause\":\"because\"}",
            "+C {\"Error\":\"E\",\"Cause\":\"because\"}",
            "-C {\"Error\":\"E\",\"Cause\":\"because\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lambda.SnapStartNotReadyException", "Lambda.SnapStartTimeoutException"})
  void medallion_whileAVersionOfAFunctionIsPrepared_waitsFiveMinutes(String error)
      throws IOException {
    for (int i = 0; i < 10; i++) {
      bench.fails(error);
    }
    bench.answers("{\"Payload\":{\"work\":\"none\"}}");

    ExecutionResult result = bench.run(medallion(), "{'pipeline':'rides'}");

    assertThat(result.status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
    assertThat(bench.pacer.pauses).hasSize(10).containsOnly(Duration.ofSeconds(30));
  }

  @Test
  void medallion_whenAVersionIsNeverReady_givesTheFailureToCloseBatch() throws IOException {
    for (int i = 0; i < 11; i++) {
      bench.fails("Lambda.SnapStartNotReadyException");
    }
    bench.answers("{\"Payload\":{\"next\":\"done\"}}");

    ExecutionResult result = bench.run(medallion(), "{'pipeline':'rides'}");

    assertThat(result.status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
    assertThat(bench.calls.get(11).at("/Payload/failure/error").asText())
        .isEqualTo("Lambda.SnapStartNotReadyException");
  }

  /** The state machine that is deployed, every task of it answered by the bench. */
  private static StateMachine medallion() throws IOException {
    String text =
        Files.readString(
            Path.of(System.getProperty("ingot.root"), "statemachine", "medallion.asl.json"));
    Map<String, String> substitutions = new TreeMap<>();
    Pattern.compile("\\$\\{(\\w+)}")
        .matcher(text)
        .results()
        .forEach(name -> substitutions.put(name.group(1), "16"));
    return StateMachine.load(
        text.replaceAll("arn:aws:states:::[\\w:.-]+", "test:call"), substitutions);
  }
}
