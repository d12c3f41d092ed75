package io.ingot.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker can fail: it finds each bug that is planted, in few enough histories. */
class PlantedBugsTest {
  private static final long HISTORIES = 50_000;
  private static final int EVERY_INTERLEAVING = 1_000;

  static Set<Mutant> bugs() {
    Set<Mutant> bugs = EnumSet.allOf(Mutant.class);
    bugs.remove(Mutant.none);
    bugs.removeAll(Mutant.SHOWN_BY_KILLS);
    return bugs;
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void plantedBug_fewHistories_isFound(Mutant mutant) {
    Checker checker = new Checker(mutant);

    Optional<Checker.Failure> found =
        checker
            .exhaustive(Scenarios.two(0, Set.of()), EVERY_INTERLEAVING)
            .or(() -> checker.random(LongStream.range(0, HISTORIES), Scenarios::random));

    System.out.println(checker.figures(mutant.name()));
    found.ifPresent(f -> System.out.println(f.invariant()));
    assertThat(found).as("a history that shows %s", mutant).isPresent();
  }
}
