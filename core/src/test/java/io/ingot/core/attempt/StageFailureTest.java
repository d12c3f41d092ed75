package io.ingot.core.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageFailureTest {
  private static final String OF_SILVER =
      """
      {"stage":"silver","kind":"gate","error":"e","message":"m"}""";

  @Test
  void json_namesTheStage() {
    assertStoredAs(OF_SILVER, Optional.of(Stage.silver));
  }

  @Test
  void json_ofAnUnknownStage_hasAnEmptyText() {
    assertStoredAs(OF_SILVER.replace("silver", ""), Optional.empty());
  }

  @Test
  void json_ofAStageThatThereIsNot_isRefusedByName() {
    assertThatThrownBy(() -> Json.read(OF_SILVER.replace("silver", "copper"), StageFailure.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read StageFailure: ")
        .hasMessageContaining("Stage.copper");
  }

  private static void assertStoredAs(String json, Optional<Stage> stage) {
    StageFailure failure = new StageFailure(stage, StageFailure.Kind.gate, "e", "m");
    assertThat(Json.write(failure)).isEqualTo(json);
    assertThat(Json.read(json, StageFailure.class)).isEqualTo(failure);
  }
}
