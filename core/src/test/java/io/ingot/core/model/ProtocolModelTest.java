package io.ingot.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** The protocol holds, whatever happens. */
class ProtocolModelTest {
  private static final int TRIES = 50;
  private static final int HISTORIES_PER_TRY = 2_000;
  private static final Checker RANDOM = new Checker(Mutant.none);

  @AfterContainer
  static void figures() {
    System.out.println(RANDOM.figures("any scenario, random"));
  }

  @Example
  void protocol_twoUploadsWithoutFaults_holdsInEveryInterleaving() {
    exhaustive("two uploads, no faults, all", Scenarios.two(0, Set.of()), 1000);
  }

  @Example
  void protocol_twoUploadsOneFault_holdsInAllHistoriesOfFewDisturbances() {
    exhaustive("two uploads, one fault, depth 2", Scenarios.two(1, EnumSet.allOf(Fault.class)), 2);
  }

  @Property(tries = TRIES, seed = "20260101", shrinking = ShrinkingMode.OFF)
  void protocol_anyScenario_holdsInRandomHistories(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / HISTORIES_PER_TRY - 1) long part) {
    long first = part * HISTORIES_PER_TRY;
    assertThat(RANDOM.random(LongStream.range(first, first + HISTORIES_PER_TRY), Scenarios::random))
        .isEmpty();
  }

  private static void exhaustive(String what, Scenario scenario, int disturbances) {
    Checker checker = new Checker(Mutant.none);

    Optional<Checker.Failure> found = checker.exhaustive(scenario, disturbances);

    System.out.println(checker.figures(what));
    assertThat(found).isEmpty();
  }
}
