package io.ingot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OldestFirstTest {
  @Test
  void next_ofVersionsNewestFirst_turnsEachKeyAround() {
    assertThat(turned(List.of("a3", "a2", "a1", "b1", "c2", "c1")))
        .containsExactly("a1", "a2", "a3", "b1", "c1", "c2");
  }

  @Test
  void next_ofNothing_isEmpty() {
    assertThat(turned(List.of())).isEmpty();
  }

  private static List<String> turned(List<String> versions) {
    OldestFirst<String> oldestFirst =
        new OldestFirst<>(versions.iterator(), v -> v.substring(0, 1));
    List<String> all = new ArrayList<>();
    for (Optional<String> v = oldestFirst.next(); v.isPresent(); v = oldestFirst.next()) {
      all.add(v.orElseThrow());
    }
    return all;
  }
}
