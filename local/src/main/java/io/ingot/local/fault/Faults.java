package io.ingot.local.fault;

import io.ingot.local.asl.Pacer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The faults of one run. Whatever runs says where it is, and gets to hear what goes wrong there.
 */
public final class Faults {
  private final List<Fault> plan;
  private final List<String> points;
  private final FaultJournal journal;
  private final Pacer pacer;
  private final List<String> passed = Collections.synchronizedList(new ArrayList<>());

  private Faults(List<Fault> plan, List<String> points, FaultJournal journal, Pacer pacer) {
    this.plan = plan;
    this.points = points;
    this.journal = journal;
    this.pacer = pacer;
  }

  /**
   * The faults of a plan.
   *
   * @param plan the plan's file; it may hold no fault, to learn from {@link #passed} what there is
   * @param points the points that there are
   * @param journal a file of this run, in which each passing is written down before a fault happens
   * @param pacer passes the time of a delay
   * @throws io.ingot.core.failure.RefusedException if the plan cannot be read, or names what is not
   *     there
   */
  public static Faults read(Path plan, FaultPoints points, Path journal, Pacer pacer) {
    List<Fault> faults = FaultPlan.read(plan);
    faults.forEach(points::check);
    return new Faults(faults, points.all(), new FaultJournal(journal), pacer);
  }

  /** The same faults in another JVM of the run, which goes on counting where the journal stands. */
  public static Faults resume(Path plan, Path journal, Pacer pacer) {
    return new Faults(FaultPlan.read(plan), List.of(), new FaultJournal(journal), pacer);
  }

  /** Every point that there is; empty in a JVM that only goes on. */
  public List<String> points() {
    return points;
  }

  /** Every point that this JVM came to, in order, with repetitions. */
  public List<String> passed() {
    return List.copyOf(passed);
  }

  /** A line for each fault that did not happen. */
  public List<String> missed() {
    return plan.stream()
        .filter(f -> journal.passed(f) <= f.skip())
        .map(
            f ->
                journal.passed(f) == 0
                    ? "Fault %s was never reached.".formatted(f)
                    : "Fault %s did not happen: its point was passed %d times, and skip is %d."
                        .formatted(f, journal.passed(f), f.skip()))
        .toList();
  }

  /**
   * Comes to a point: delays pass and kills kill here.
   *
   * @return what else happens there, for the caller to bring about as it would come about in
   *     earnest
   */
  Optional<Fault> reach(String point) {
    passed.add(point);
    for (Fault fault : plan) {
      if (fault.happensAt(point)) {
        long before = journal.pass(fault);
        if (before >= fault.skip() && before < (long) fault.skip() + fault.times()) {
          switch (fault.effect()) {
            case kill -> killThisProcess();
            case delay -> pacer.pause(fault.delay());
            default -> {
              return Optional.of(fault);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Makes a call with the points {@code <name>:before} and {@code <name>:after} around it. */
  <T, E extends Exception> T call(String name, Call<T, E> call, Failure<E> failure) throws E {
    Optional<Fault> before = reach(name + ":before");
    if (before.isPresent()) {
      fail(before.orElseThrow(), name + ":before", failure);
      call.make();
    }
    T answer = call.make();
    Optional<Fault> after = reach(name + ":after");
    if (after.isPresent()) {
      fail(after.orElseThrow(), name + ":after", failure);
    }
    return answer;
  }

  private static <E extends Exception> void fail(Fault fault, String point, Failure<E> failure)
      throws E {
    if (fault.effect() != Effect.twice) {
      throw failure.of(
          fault.effect(), point, "Cannot pass %s: a fault was planned there.".formatted(point));
    }
  }

  /** A call that may fail. */
  interface Call<T, E extends Exception> {
    T make() throws E;
  }

  /** How a failure, a refusal or a timeout at a point shows. */
  interface Failure<E extends Exception> {
    E of(Effect effect, String point, String message);
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
