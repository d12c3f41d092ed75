package io.ingot.local.run;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.jobs.JobPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Faults at named points, read from a plan: {@code {"faults": [{"at": "silver:done", "do": "kill",
 * "times": 1}]}}. {@code kill} ends this process by SIGKILL, {@code fail} throws a transient error,
 * {@code refuse} an error that trying again cannot mend.
 */
public final class Faults implements JobPoints {
  private final List<Armed> armed;

  private Faults(List<Armed> armed) {
    this.armed = armed;
  }

  /** What happens to the process at a point. */
  private enum Effect {
    kill,
    fail,
    refuse
  }

  private record Plan(List<Fault> faults) {}

  private record Fault(String at, String effect, int times) {
    @com.fasterxml.jackson.annotation.JsonCreator
    Fault(
        @com.fasterxml.jackson.annotation.JsonProperty("at") String at,
        @com.fasterxml.jackson.annotation.JsonProperty("do") String effect,
        @com.fasterxml.jackson.annotation.JsonProperty("times") int times) {
      this.at = at;
      this.effect = effect;
      this.times = times == 0 ? 1 : times;
    }
  }

  private record Armed(String at, Effect effect, AtomicInteger left) {}

  /**
   * Reads a plan.
   *
   * @throws RefusedException if the file is no plan
   */
  public static Faults read(Path file) {
    try {
      Plan plan = Json.read(Files.readAllBytes(file), Plan.class);
      return new Faults(
          plan.faults().stream()
              .map(f -> new Armed(f.at(), Effect.valueOf(f.effect()), new AtomicInteger(f.times())))
              .toList());
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      throw new RefusedException(
          "Cannot read fault plan %s: %s. Write {\"faults\": [{\"at\": POINT, \"do\": kill|fail|refuse, \"times\": N}]}."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public void reached(String point) {
    for (Armed fault : armed) {
      if (fault.at().equals(point) && fault.left().getAndDecrement() > 0) {
        happen(fault.effect(), point);
      }
    }
  }

  private static void happen(Effect effect, String point) {
    switch (effect) {
      case kill -> killThisProcess();
      case fail ->
          throw new TransientException(
              "Cannot pass %s: a fault was planned there.".formatted(point));
      case refuse ->
          throw new RefusedException("Cannot pass %s: a fault was planned there.".formatted(point));
    }
  }

  /** By the operating system, so that no finally block and no shutdown hook runs. */
  private static void killThisProcess() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      Runtime.getRuntime().halt(137);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Runtime.getRuntime().halt(137);
    }
  }
}
