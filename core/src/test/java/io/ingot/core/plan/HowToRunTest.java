package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.Work;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.close.CloseBatch;
import io.ingot.core.close.CloseRequest;
import io.ingot.core.json.Json;
import io.ingot.core.port.Copies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HowToRunTest {
  private static final String ARN = "arn:aws:states:eu-central-1:1:stateMachine:ingot-medallion";
  private static final Pattern START =
      Pattern.compile(
          "aws stepfunctions start-execution --state-machine-arn (\\S+) --input '([^']*)'");

  private final World world = World.replacing();

  /** What is printed is what an operator pastes: the input goes to Plan batch as it stands. */
  @Test
  void message_inTheCloud_printsInputsThatPlanBatchCarriesOut() {
    world.upload("rides/data/it's a.csv", "v1", "id,fare\n1,1\n", 1);
    world.upload("rides/data/b.csv", "v1", "id,fare\n1,1\n", 2);
    PlanAnswer plan = world.plan("e1", 1);
    world.work.put(
        StageFailure.key("rides", 1, plan.fence(), plan.attempt()),
        Json.bytes(
            new StageFailure(
                Optional.of(Stage.silver),
                StageFailure.Kind.refused,
                "java.lang.ArithmeticException",
                "java.lang.ArithmeticException: row 7 of rides/data/it's a.csv overflows")));
    CloseAnswer held =
        new CloseBatch(
                world.definitions(), world.ledger, world, world, Copies.NONE, HowToRun.cloud(ARN))
            .close(
                new CloseRequest(
                    "rides",
                    "e1",
                    1,
                    plan.fence(),
                    plan.attempt(),
                    new CloseRequest.Caught("States.TaskFailed", "")),
                World.NOW);
    assertThat(held.message()).doesNotContain("./ingot", "java.lang");

    List<Command> commands = new ArrayList<>();
    Matcher lines = START.matcher(held.message());
    while (lines.find()) {
      assertThat(lines.group(1)).isEqualTo(ARN);
      JsonNode input = Json.read(lines.group(2), JsonNode.class);
      assertThat(input.path("pipeline").asText()).isEqualTo("rides");
      commands.add(Json.of(input.path("command"), Command.class));
    }

    assertThat(commands)
        .containsExactly(
            Command.redrive(1), Command.skip(1, List.of("rides/data/it's a.csv")), Command.skip(1));
    PlanAnswer without = world.plan("e2", 1, commands.get(1));
    assertThat(without.work()).isEqualTo(Work.withdraw);
    assertThat(world.attempt(without).files("rides"))
        .extracting(f -> f.file().key())
        .containsExactly("rides/data/b.csv");
    world.end("e2");
    assertThat(world.plan("e3", 1, commands.get(0)).work()).isEqualTo(Work.withdraw);
    world.end("e3");
    assertThat(world.plan("e4", 1, commands.get(2)).work()).isEqualTo(Work.withdraw);
  }

  @Test
  void laptop_printsTheCommandLine() {
    assertThat(HowToRun.LAPTOP.line("rides", Command.NONE))
        .isEqualTo("./ingot run --pipeline rides");
    assertThat(HowToRun.LAPTOP.line("rides", Command.redrive(3)))
        .isEqualTo("./ingot redrive --pipeline rides --batch 3");
    assertThat(HowToRun.LAPTOP.line("rides", Command.rollback(3)))
        .isEqualTo("./ingot rollback --pipeline rides --to-batch 3");
    assertThat(HowToRun.LAPTOP.line("rides", Command.skip(3, List.of("a b.csv"))))
        .isEqualTo("./ingot skip --pipeline rides --batch 3 --file 'a b.csv'");
    assertThat(HowToRun.LAPTOP.line("rides", Command.redrive("s3://l/a?versionId=1")))
        .isEqualTo("./ingot redrive --pipeline rides 's3://l/a?versionId=1'");
    assertThat(HowToRun.LAPTOP.line("rides", Command.redriveQuarantine("s")))
        .isEqualTo("./ingot redrive --pipeline rides --quarantine s");
    assertThat(HowToRun.LAPTOP.line("rides", Command.rebuild("s", "bronze")))
        .isEqualTo("./ingot rebuild rides/s");
    assertThat(HowToRun.LAPTOP.line("rides", Command.rebuild("s", "landing")))
        .isEqualTo("./ingot rebuild rides/s --from landing");
    assertThat(HowToRun.cloud("arn").line("rides", Command.rebuild("s", "landing")))
        .isEqualTo(
            "aws stepfunctions start-execution --state-machine-arn arn --input"
                + " '{\"pipeline\":\"rides\",\"command\":{\"verb\":\"rebuild\",\"rebuild\":\"s\",\"from\":\"landing\"}}'");
  }

  @Test
  void outOfMemory_saysWhatHelpsWhereTheReaderStands() {
    assertThat(HowToRun.LAPTOP.outOfMemory(54)).contains("INGOT_HEAP").doesNotContain("54 GB");
    assertThat(HowToRun.cloud("arn").outOfMemory(54))
        .contains("one task had the 54 GB of the largest worker to itself");
  }
}
