package io.ingot.it.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.json.Json;
import io.ingot.it.NeedsStandIns;
import io.ingot.it.lambda.FunctionProcess.Launch;
import io.ingot.it.lambda.FunctionProcess.SnapStart;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsStandIns.class)
final class FunctionProcessIT {
  @Test
  void function_seesEventDeadlineAndRequest() {
    try (FunctionProcess function = FunctionProcess.start(launch(ProbeHandler.class))) {
      JsonNode first =
          Json.read(
              function.invoke("{\"say\":\"Größe\"}", Duration.ofSeconds(7)).payload(),
              JsonNode.class);
      JsonNode second = Json.read(function.invoke("{}").payload(), JsonNode.class);

      assertThat(first.path("said").asText()).isEqualTo("Größe");
      assertThat(first.path("remaining").asLong()).isBetween(1L, 7_000L);
      assertThat(second.path("remaining").asLong()).isBetween(7_001L, 60_000L);
      assertThat(first.path("request").asText()).isNotEqualTo(second.path("request").asText());
      assertThat(first.path("arn").asText()).endsWith(":function:ProbeHandler");
      assertThat(first.path("region").asText()).isEqualTo("eu-central-1");
    }
  }

  @Test
  void exception_arrivesUnderItsFullClassName_andTheFunctionGoesOn() {
    try (FunctionProcess function = FunctionProcess.start(launch(ProbeHandler.class))) {
      Answer refused = function.invoke("{\"do\":\"refuse\"}");

      assertThat(refused.errorType()).isEqualTo(RefusedException.class.getName());
      assertThat(Json.read(refused.payload(), JsonNode.class).path("errorMessage").asText())
          .isEqualTo("Cannot probe: told so.");
      assertThat(function.invoke("{}").failed()).isFalse();
    }
  }

  @Test
  void functionThatCannotBeMade_answersItsInitError() {
    try (FunctionProcess function = FunctionProcess.start(launch(BrokenHandler.class))) {
      Answer answer = function.invoke("{}");

      assertThat(answer.failed()).isTrue();
      assertThat(answer.payload()).contains("Cannot start: told so.");
    }
  }

  @Test
  void processThatEnds_isReportedWithItsExitCode() {
    try (FunctionProcess function = FunctionProcess.start(launch(ProbeHandler.class))) {
      assertThatThrownBy(() -> function.invoke("{\"do\":\"halt\"}"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("its process ended with exit code 3");
    }
  }

  @Test
  void snapStart_callsHooksAroundTheSnapshot() {
    try (FunctionProcess function =
        FunctionProcess.start(launch(ProbeHandler.class).with(SnapStart.HOOKED))) {
      assertThat(function.initialised().failed()).isFalse();
      function.restore();

      assertThat(hooks(function)).isEqualTo("before,after");
    }
  }

  @Test
  void snapStartWithoutHooks_callsNone() {
    try (FunctionProcess function =
        FunctionProcess.start(launch(ProbeHandler.class).with(SnapStart.UNHOOKED))) {
      function.initialised();
      function.restore();

      assertThat(hooks(function)).isEmpty();
    }
  }

  private static String hooks(FunctionProcess function) {
    return Json.read(function.invoke("{}").payload(), JsonNode.class).path("hooks").asText();
  }

  private static Launch launch(Class<?> handler) {
    List<Path> own =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(p -> !p.contains("awssdk"))
            .map(Path::of)
            .toList();
    return Launch.of(handler.getName(), own, Map.of());
  }
}
