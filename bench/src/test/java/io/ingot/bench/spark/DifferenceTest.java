package io.ingot.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void sameRows_differInNothing() {
    assertThat(Difference.of(Map.of("a", 2), Map.of("a", 2))).isEqualTo(new Difference(0, 0));
  }

  @Test
  void rowsTwiceOrNotExpected_areTooMany_andRowsNotThereMissing() {
    assertThat(Difference.of(Map.of("a", 2, "b", 3), Map.of("a", 4, "c", 1)))
        .isEqualTo(new Difference(3, 3));
  }
}
