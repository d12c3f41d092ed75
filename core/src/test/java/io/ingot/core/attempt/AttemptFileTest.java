package io.ingot.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.json.Json;
import org.junit.jupiter.api.Test;

class AttemptFileTest {
  private static final String RUN =
      """
      {"work":"batch","jar":"j","shape":"fused","spark":"","memory":0,"gigabytes":0,"tables":0}""";

  @Test
  void run_isStoredWithNamesThatTheStateMachineKnows() {
    AttemptFile.Run run = new AttemptFile.Run(Work.batch, "j", Shape.fused, "", 0, 0, 0);

    assertThat(Json.write(run)).isEqualTo(RUN);
    assertThat(Json.read(RUN, AttemptFile.Run.class)).isEqualTo(run);
  }

  @Test
  void run_ofUnknownShape_isRefusedWithTheShapesThatThereAre() {
    assertThatThrownBy(() -> Json.read(RUN.replace("fused", "round"), AttemptFile.Run.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read Run: ")
        .hasMessageContainingAll("\"round\"", "[fused, staged]");
  }
}
