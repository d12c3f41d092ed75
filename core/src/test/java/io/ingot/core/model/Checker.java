package io.ingot.core.model;

import io.ingot.core.definition.Definitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Goes through many histories, until one breaks an invariant. */
final class Checker {
  private final Mutant mutant;
  private final LongAdder histories = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final LongAdder states = new LongAdder();
  private final long start = System.nanoTime();
  private final AtomicReference<Failure> failure = new AtomicReference<>();

  Checker(Mutant mutant) {
    this.mutant = mutant;
  }

  /**
   * A history that breaks an invariant.
   *
   * @param scenario what it is about
   * @param choices the schedule's choices, which repeat it
   * @param invariant what it breaks
   * @param history its steps
   */
  record Failure(
      Scenario scenario, Schedule.Choices choices, String invariant, List<String> history) {
    @Override
    public String toString() {
      return "%s%n%s%nchoices %s%n  %s"
          .formatted(
              invariant, scenario, choices, String.join(System.lineSeparator() + "  ", history));
    }
  }

  /**
   * Goes through all histories in which the schedule makes no more than so many other choices than
   * the first. A history is left where its state, with no more choices to come, was seen before.
   */
  Optional<Failure> exhaustive(Scenario scenario, int others) {
    Exhaustive search = new Exhaustive(scenario, others);
    search.go();
    return Optional.ofNullable(failure.get());
  }

  /** Goes through one random history per seed. */
  Optional<Failure> random(LongStream seeds, Function<Long, Scenario> scenarios) {
    seeds
        .parallel()
        .filter(seed -> failure.get() == null)
        .forEach(
            seed -> {
              Scenario scenario = scenarios.apply(seed);
              Schedule.Recorder schedule =
                  new Schedule.Recorder(Schedule.random(new java.util.SplittableRandom(~seed)));
              run(scenario, Simulation.definitions(scenario), schedule);
            });
    return Optional.ofNullable(failure.get());
  }

  private void run(Scenario scenario, Definitions definitions, Schedule.Recorder schedule) {
    Simulation history = new Simulation(scenario, definitions, mutant, schedule, null);
    try {
      if (history.run()) {
        histories.increment();
      }
    } catch (Violation violation) {
      histories.increment();
      synchronized (failure) {
        if (failure.get() == null) {
          failure.set(shortest(scenario, schedule.choices()));
        }
      }
    } catch (RuntimeException broken) {
      throw new IllegalStateException(
          "The model itself failed in " + again(scenario, schedule.choices()), broken);
    } finally {
      steps.add(history.steps());
    }
  }

  /** The failing history with as few disturbances as possible. */
  private Failure shortest(Scenario scenario, Schedule.Choices failing) {
    Schedule.Choices best = failing;
    for (boolean shorter = true; shorter; ) {
      shorter = false;
      for (int i = 0; i < best.count(); i++) {
        if (best.isOther(i) && !again(scenario, best.undisturbed(i)).invariant().isEmpty()) {
          best = best.undisturbed(i);
          shorter = true;
        }
      }
    }
    return again(scenario, best);
  }

  /** A history once more, told step by step; its invariant is empty if it breaks none. */
  private Failure again(Scenario scenario, Schedule.Choices choices) {
    List<String> told = new ArrayList<>();
    Simulation history =
        new Simulation(scenario, Simulation.definitions(scenario), mutant, choices.again(), told);
    try {
      history.run();
      return new Failure(scenario, choices, "", told);
    } catch (Violation violation) {
      return new Failure(scenario, choices, violation.getMessage(), told);
    }
  }

  /** What was gone through, for people. */
  String figures(String what) {
    return "%-34s %,9d histories %,11d steps %,9d states %6.1f s"
        .formatted(
            what, histories.sum(), steps.sum(), states.sum(), (System.nanoTime() - start) / 1e9);
  }

  long histories() {
    return histories.sum();
  }

  /** Depth first through the choices of one scenario. */
  private final class Exhaustive {
    private final Scenario scenario;
    private final Definitions definitions;
    private final int others;
    private final ConcurrentHashMap<Long, Integer> seen = new ConcurrentHashMap<>();

    Exhaustive(Scenario scenario, int others) {
      this.scenario = scenario;
      this.definitions = Simulation.definitions(scenario);
      this.others = others;
    }

    void go() {
      List<byte[]> first = new ArrayList<>();
      run(new byte[0], others, first);
      first.parallelStream().forEach(prefix -> goOn(prefix, others - 1));
      states.add(seen.size());
    }

    private void goOn(byte[] prefix, int left) {
      if (failure.get() != null) {
        return;
      }
      List<byte[]> next = new ArrayList<>();
      run(prefix, left, next);
      next.forEach(p -> goOn(p, left - 1));
    }

    private void run(byte[] prefix, int left, List<byte[]> next) {
      int[] at = {0};
      Schedule schedule =
          (options, fingerprint) -> {
            int i = at[0]++;
            if (i < prefix.length) {
              return prefix[i];
            }
            long state = fingerprint.getAsLong();
            if (seen.getOrDefault(state, -1) >= left) {
              return -1;
            }
            seen.merge(state, left, Math::max);
            if (left > 0) {
              IntStream.range(1, options)
                  .forEach(
                      choice -> {
                        byte[] other = Arrays.copyOf(prefix, i + 1);
                        other[i] = (byte) choice;
                        next.add(other);
                      });
            }
            return 0;
          };
      Checker.this.run(scenario, definitions, new Schedule.Recorder(schedule));
    }
  }
}
