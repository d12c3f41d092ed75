package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.local.asl.ExecutionRequest;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.lake.Lake;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen while an execution fails: progress lines, then the message, and no class names. */
class LettersTest {
  @TempDir private Path temp;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream screen = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void message_ofAnExecution_standsBehindItsProgressLines_andOnce() {
    Letters letters = new Letters(screen);
    Progress progress = new Progress(screen, new Lake(temp), letters);
    JsonNode nothing = Json.tree(Map.of());

    progress.executionStarted(
        ExecutionRequest.of("medallion", "rides-b-1", nothing, Instant.EPOCH));
    progress.stateEntered("Medallion", nothing, Instant.EPOCH);
    progress.taskRetried(
        "Medallion", "io.ingot.core.failure.TransientException", "", 1, Duration.ofSeconds(2));
    letters.box().println("Subject: it is held");
    progress.caught("Medallion", "States.TaskFailed", "java.lang.Error: x", "CloseBatch");
    progress.executionEnded(result());
    letters.deliver();

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Execution rides-b-1",
            "  Medallion      …",
            "  Medallion      Transient; retry 1 in PT2S",
            "  Medallion      failed; on to CloseBatch",
            "  FAILED         ",
            "Subject: it is held");
  }

  private static ExecutionResult result() {
    return new ExecutionResult(
        ExecutionResult.Status.FAILED,
        Json.tree(Map.of()),
        "Ingot.Failed",
        "cause",
        Instant.EPOCH,
        1);
  }
}
