package io.ingot.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.model.Operator.Order;
import io.ingot.core.model.Upload.Trouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/**
 * Admit, Sweep, Plan batch or Close batch is killed for good between any two of its writes, the
 * first file of a pipeline that the ledger does not know included, and Sweep runs once: every file
 * ends loaded, superseded or refused.
 */
class CutTest {
  private static final int HISTORIES_PER_TRY = 1_000;

  /** Where nothing is left to be done: who is killed there has finished, or not begun. */
  private static final Set<String> NOTHING_TO_RECOVER =
      Set.of(
          "admit: start | end",
          "sweep: begin | putSweepMark",
          "sweep: start | end",
          "plan: begin | requeue",
          "plan: release | end",
          "close: start | end");

  /** What a kill came to. */
  private record Outcome(String pair, Optional<String> violation) {}

  @Example
  void protocol_anyoneKilledBetweenAnyTwoWrites_isCompletedByOneSweep() {
    List<Outcome> outcomes = cuts(Mutant.none, everything());

    assertThat(outcomes).filteredOn(o -> o.violation().isPresent()).isEmpty();
    Map<String, Integer> pairs = new TreeMap<>();
    outcomes.forEach(o -> pairs.merge(o.pair(), 1, Integer::sum));
    pairs.forEach((pair, times) -> System.out.printf("%-45s %,4d%n", pair, times));
  }

  @Example
  void plantedBugs_killedBetweenAnyTwoWrites_areFoundAtEveryPair() {
    Set<String> pairs = new TreeSet<>();
    cuts(Mutant.none, scenarios()).forEach(o -> pairs.add(o.pair()));
    Map<String, Set<Mutant>> found = new TreeMap<>();
    for (Mutant mutant : Mutant.SHOWN_BY_KILLS) {
      cuts(mutant, scenarios()).stream()
          .filter(o -> o.violation().isPresent() && pairs.contains(o.pair()))
          .forEach(o -> found.computeIfAbsent(o.pair(), p -> new TreeSet<>()).add(mutant));
    }
    found.forEach((pair, mutants) -> System.out.printf("%-45s %s%n", pair, mutants));

    pairs.removeAll(found.keySet());
    assertThat(pairs).as("pairs at which no planted bug is found").isEqualTo(NOTHING_TO_RECOVER);
  }

  @Property(tries = 5, seed = "20261129", shrinking = ShrinkingMode.OFF)
  void protocol_anyoneKilledInAnyInterleaving_isCompletedByOneSweep(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / HISTORIES_PER_TRY - 1) long part) {
    long first = part * HISTORIES_PER_TRY;

    assertThat(
            new Checker(Mutant.none)
                .random(LongStream.range(first, first + HISTORIES_PER_TRY), CutTest::random))
        .isEmpty();
  }

  /** Any scenario without other faults, cut anywhere. */
  private static Scenario random(long seed) {
    Scenario any = Scenarios.random(seed);
    SplittableRandom random = new SplittableRandom(~seed);
    Cut.Who[] who = Cut.Who.values();
    return new Scenario(
            any.overwrite(),
            any.limits(),
            any.staged(),
            any.uploads(),
            any.deliveries(),
            0,
            Set.of(),
            any.sweeps(),
            any.batchesPerExecution(),
            any.orders(),
            Optional.empty())
        .with(new Cut(who[random.nextInt(who.length)], random.nextInt(12)));
  }

  private static List<Outcome> cuts(Mutant mutant, Collection<Scenario> scenarios) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Simulation undisturbed = simulation(scenario, Mutant.none);
      undisturbed.run();
      for (Cut.Who who : Cut.Who.values()) {
        for (int place = 0; place < undisturbed.places(who); place++) {
          outcomes.add(outcome(simulation(scenario.with(new Cut(who, place)), mutant)));
        }
      }
    }
    return outcomes;
  }

  private static Outcome outcome(Simulation history) {
    try {
      history.run();
      return new Outcome(history.killedAt(), Optional.empty());
    } catch (Violation violation) {
      return new Outcome(history.killedAt(), Optional.of(violation.getMessage()));
    }
  }

  private static Simulation simulation(Scenario scenario, Mutant mutant) {
    return new Simulation(
        scenario, Simulation.definitions(scenario), mutant, (options, state) -> 0, null);
  }

  /** Also what shows a planted bug by itself, killed or not. */
  private static Collection<Scenario> everything() {
    List<Scenario> all = new ArrayList<>(scenarios());
    Upload a = Scenarios.upload("a.csv", 1, Trouble.none);
    Upload gated = Scenarios.upload("g.csv", 6, Trouble.gate);
    all.add(operated(List.of(gated, a), Order.skip_of_a_file));
    return all;
  }

  private static Collection<Scenario> scenarios() {
    Upload a = Scenarios.upload("a.csv", 1, Trouble.none);
    Upload b = Scenarios.upload("b.csv", 2, Trouble.none);
    Upload again = Scenarios.upload("a.csv", 3, Trouble.none);
    Upload empty = Scenarios.upload("e.csv", 4, Trouble.empty);
    Upload bad = Scenarios.upload("u.csv", 5, Trouble.unreadable);
    Upload gated = Scenarios.upload("g.csv", 6, Trouble.gate);
    return List.of(
        delivered(List.of(List.of(a))),
        delivered(List.of(List.of(a, b))),
        delivered(List.of(List.of(a), List.of(b))),
        delivered(List.of(List.of(a), List.of(again))),
        delivered(List.of(List.of(empty, a))),
        delivered(List.of(List.of(bad, a))),
        lost(a),
        lost(a, b, again),
        lost(empty, a),
        handingOver(a, b, again, bad),
        operated(List.of(gated, a), Order.redrive),
        operated(List.of(gated, a), Order.skip, Order.readmit),
        operated(List.of(a, b), Order.rollback_of_last),
        operated(List.of(a), Order.redrive_of_quarantine),
        operated(List.of(a), Order.rebuild),
        operated(List.of(gated, a), Order.rebuild_from_landing),
        operated(List.of(bad), Order.readmit));
  }

  private static Scenario delivered(List<List<Upload>> deliveries) {
    return Scenarios.scenario(
        deliveries.stream().flatMap(List::stream).toList(), deliveries, 0, Set.of());
  }

  private static Scenario lost(Upload... uploads) {
    return Scenarios.scenario(List.of(uploads), List.of(), 0, Set.of());
  }

  /** A batch per file, and an execution per batch. */
  private static Scenario handingOver(Upload... uploads) {
    return new Scenario(
        Overwrite.replace,
        new PipelineLimits(1, 1_000_000, 3),
        true,
        List.of(uploads),
        List.of(List.of(uploads)),
        0,
        Set.of(),
        0,
        1,
        List.of(),
        Optional.empty());
  }

  private static Scenario operated(List<Upload> uploads, Order... orders) {
    return new Scenario(
        Overwrite.replace,
        new PipelineLimits(2, 1_000_000, 3),
        false,
        uploads,
        List.of(uploads),
        0,
        Set.of(),
        0,
        50,
        List.of(orders),
        Optional.empty());
  }
}
