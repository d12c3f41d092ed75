package io.ingot.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker can fail: it finds each bug that is planted, in few enough histories. */
class PlantedBugsTest {
  private static final long HISTORIES = 20_000;

  @ParameterizedTest
  @EnumSource(names = "none", mode = EnumSource.Mode.EXCLUDE)
  void plantedBug_randomHistories_isFound(Mutant mutant) {
    Checker checker = new Checker(mutant);

    Optional<Checker.Failure> found =
        checker.random(LongStream.range(0, HISTORIES), Scenarios::random);

    System.out.println(checker.figures(mutant.name()));
    found.ifPresent(f -> System.out.println(f.invariant()));
    assertThat(found).as("a history that shows %s", mutant).isPresent();
  }
}
