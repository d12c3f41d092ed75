package io.ingot.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.definition.Definitions;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.InMemoryLedger;
import io.ingot.core.ledger.Ledger;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.ExecutionStoppedException;
import io.ingot.local.asl.Integration;
import io.ingot.local.asl.Pacer;
import io.ingot.local.asl.TaskContext;
import io.ingot.local.asl.TaskFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  private static final TaskContext TASK = new TaskContext("e", "PlanBatch", 0, Duration.ZERO);
  private static final JsonNode PLAN_CALL =
      Json.read("{\"FunctionName\": \"PlanBatchFunction\"}", JsonNode.class);
  private static final JsonNode JOB_CALL =
      Json.read(
          "{\"JobDriver\": {\"SparkSubmit\": {\"EntryPointArguments\": [\"all\", \"f\"]}}}",
          JsonNode.class);

  private final List<Duration> pauses = new ArrayList<>();
  private int calls;

  @TempDir private Path temp;

  @Test
  void ledger_failBefore_isTransientAndNothingIsWritten() {
    Ledger real = new InMemoryLedger();
    Ledger ledger = ledger(real, "{'at':'ledger:raiseArrivals:before','do':'fail'}");

    assertThatThrownBy(() -> ledger.raiseArrivals("p", "b"))
        .isInstanceOf(TransientException.class)
        .hasMessage("Cannot pass ledger:raiseArrivals:before: a fault was planned there.");
    assertThat(real.pipeline("p").arrivals()).isZero();
    assertThat(ledger.raiseArrivals("p", "b").arrivals()).isEqualTo(1);
  }

  @Test
  void ledger_failAfter_hasWrittenAndLosesTheAnswer() {
    Ledger real = new InMemoryLedger();
    Ledger ledger = ledger(real, "{'at':'ledger:raiseArrivals:after','do':'timeout'}");

    assertThatThrownBy(() -> ledger.raiseArrivals("p", "b")).isInstanceOf(TransientException.class);
    assertThat(real.pipeline("p").arrivals()).isEqualTo(1);
  }

  @Test
  void ledger_twice_writesTwice() {
    Ledger ledger = ledger(new InMemoryLedger(), "{'at':'ledger:*:before','do':'twice'}");

    assertThat(ledger.raiseArrivals("p", "b").arrivals()).isEqualTo(2);
    assertThat(ledger.raiseArrivals("p", "b").arrivals()).isEqualTo(3);
  }

  @Test
  void lambda_eachEffect_showsAsStepFunctionsShowsIt() throws TaskFailedException {
    assertThat(lambdaError("fail")).isEqualTo("Lambda.ServiceException");
    assertThat(lambdaError("timeout")).isEqualTo("States.Timeout");
    assertThat(lambdaError("refuse")).isEqualTo("io.ingot.core.failure.RefusedException");
    assertThat(calls).isZero();

    service(ServiceFaults.Service.lambda, "{'at':'lambda:PlanBatch:before','do':'twice'}")
        .invoke(PLAN_CALL, TASK);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void jobRun_failBeforeAndAfter_isNotStartedAndSaidToHaveFailed() {
    Integration before =
        service(ServiceFaults.Service.jobrun, "{'at':'jobrun:all:before','do':'fail'}");
    Integration after =
        service(ServiceFaults.Service.jobrun, "{'at':'jobrun:all:after','do':'fail'}");

    assertThat(error(before, JOB_CALL)).isEqualTo("EMRServerless.InternalServerException");
    assertThat(calls).isZero();
    assertThat(error(after, JOB_CALL)).isEqualTo("States.TaskFailed");
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void delay_ofSeconds_passesByThePacer() {
    ledger(new InMemoryLedger(), "{'at':'ledger:pipeline:before','do':'delay','seconds':90}")
        .pipeline("p");

    assertThat(pauses).containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void state_timeout_endsTheExecution() {
    Faults faults = faults("{'at':'state:Silver:enter','do':'timeout'}");
    StateFaults states = new StateFaults(faults, ExecutionListener.NONE);

    assertThatThrownBy(() -> states.stateEntered("Silver", PLAN_CALL, Instant.EPOCH))
        .isInstanceOf(ExecutionStoppedException.class)
        .hasMessageStartingWith("States.Timeout");
    assertThat(faults.passed()).containsExactly("state:Silver:enter");
  }

  @Test
  void skipAndTimes_happenAfterAndSoOften_alsoAcrossProcesses() {
    Path plan = plan("{'at':'silver:done','do':'refuse','skip':1,'times':2}");
    Path journal = temp.resolve("journal");
    JobFaults first = new JobFaults(Faults.read(plan, points(), journal, pacer()));
    JobFaults second = new JobFaults(Faults.resume(plan, journal, pacer()));

    first.reached("silver:done");
    assertThatThrownBy(() -> first.reached("silver:done")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> second.reached("silver:done")).isInstanceOf(RefusedException.class);
    second.reached("silver:done");
    assertThat(second.faults().missed()).isEmpty();
  }

  @Test
  void missed_neverReachedOrSkipped_isTold() {
    Faults faults =
        faults("{'at':'gold:start','do':'kill'},{'at':'gold:done','do':'fail','skip':3}");
    new JobFaults(faults).reached("gold:done");

    assertThat(faults.missed())
        .containsExactly(
            "Fault kill at gold:start was never reached.",
            "Fault fail at gold:done did not happen: its point was passed 1 times, and skip is 3.");
  }

  @Test
  void read_unknownPoint_listsWhatThereIs() {
    assertThatThrownBy(() -> faults("{'at':'state:Sliver:enter','do':'kill'}"))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(
            "Cannot plan a fault at state:Sliver:enter: there is no such point.")
        .hasMessageContaining("state:{PlanBatch,Silver}:{enter,exit}")
        .hasMessageContaining("settle");
  }

  @Test
  void read_effectThatCannotHappenThere_isRefused() {
    assertThatThrownBy(() -> faults("{'at':'lambda:PlanBatch:after','do':'twice'}"))
        .hasMessageStartingWith(
            "Cannot plan twice at lambda:PlanBatch:after: that cannot happen there");
    assertThatThrownBy(() -> faults("{'at':'state:Silver:enter','do':'refuse'}"))
        .hasMessageContaining("possible: [kill, fail, timeout, delay]");
  }

  @Test
  void read_unknownEffectOrKey_saysHowToWriteIt() {
    assertThatThrownBy(() -> faults("{'at':'gold:done','do':'explode'}"))
        .hasMessageContaining("there is no effect \"explode\"")
        .hasMessageContaining("effects: [kill, fail, refuse, timeout, delay, twice].");
    assertThatThrownBy(() -> faults("{'at':'gold:done','do':'fail','time':2}"))
        .hasMessageContaining("a fault has no \"time\"");
    assertThatThrownBy(() -> faults("{'at':'gold:done','do':'delay'}"))
        .hasMessageContaining("delay needs it (gold:done)");
  }

  private String lambdaError(String effect) {
    return error(
        service(
            ServiceFaults.Service.lambda, "{'at':'lambda:PlanBatch:before','do':'" + effect + "'}"),
        PLAN_CALL);
  }

  private static String error(Integration integration, JsonNode arguments) {
    try {
      integration.invoke(arguments, TASK);
    } catch (TaskFailedException e) {
      return e.error();
    }
    return "";
  }

  private Integration service(ServiceFaults.Service service, String fault) {
    return new ServiceFaults(
        faults(fault),
        service,
        (arguments, context) -> {
          calls++;
          return arguments;
        });
  }

  private Ledger ledger(Ledger real, String fault) {
    return PortFaults.around(faults(fault), "ledger", Ledger.class, real);
  }

  private Faults faults(String faults) {
    Path plan = plan(faults);
    return Faults.read(plan, points(), plan.resolveSibling(plan.getFileName() + ".log"), pacer());
  }

  private static FaultPoints points() {
    return FaultPoints.of(
        List.of("PlanBatch"), List.of("PlanBatch", "Silver"), new Definitions(List.of()));
  }

  private Path plan(String faults) {
    try {
      Path plan = Files.createTempFile(temp, "plan", ".json");
      return Files.writeString(plan, "{\"faults\":[" + faults.replace('\'', '"') + "]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Pacer pacer() {
    return new Pacer() {
      @Override
      public Instant now() {
        return Instant.EPOCH;
      }

      @Override
      public void pause(Duration duration) {
        pauses.add(duration);
      }

      @Override
      public double jitter() {
        return 0.5;
      }
    };
  }
}
