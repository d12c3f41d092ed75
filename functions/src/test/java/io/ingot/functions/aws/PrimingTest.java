package io.ingot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class PrimingTest {
  @Test
  void beforeCheckpoint_withAReadThatFails_makesTheOthers() {
    List<String> made = new ArrayList<>();
    Priming priming =
        new Priming(
            List.of(
                () -> made.add("first"),
                () -> {
                  throw new IllegalStateException("no rights");
                },
                () -> made.add("last")));

    priming.beforeCheckpoint(Core.getGlobalContext());

    assertThat(made).containsExactly("first", "last");
  }
}
