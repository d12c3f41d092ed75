package io.ingot.core.close;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.StageResult;
import io.ingot.core.attempt.StageResult.FileResult;
import io.ingot.core.attempt.StageResult.Foreign;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.attempt.StageResult.Unlisted;
import io.ingot.core.json.Json;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.World;
import io.ingot.readers.FileReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileMessageTest {
  private final World world = World.replacing();

  @Test
  void close_batchWithRefusedFilesAndWarnings_tellsOfThemAndGoesOn() {
    PlanAnswer plan = plan();
    world.succeed(plan);
    met(
        plan,
        new FileResult(name("a"), 0, "it has no header"),
        new FileResult(name("b"), 2, "", FileReport.NOTHING, List.of("column fare: 2 of 2 …")));
    CloseAnswer answer = world.close("e1", plan, "");

    assertThat(answer.next()).isEqualTo(CloseAnswer.Next.plan);
    assertThat(answer.subject()).isEqualTo("Ingot: rides, batch 1: 1 file refused, 1 warning");
    assertThat(answer.message())
        .isEqualTo(
            """
            Batch 1 of rides is loaded. 1 file refused, 1 warning:
              refused rides/data/a.csv: it has no header
              WARNING rides/data/b.csv: column fare: 2 of 2 …

            Correct a refused file and upload it again; what was read of the others stands in bronze, with what no type held in _rescued.
            """);
  }

  @Test
  void close_batchOverTablesThatOthersChanged_tellsWhichAndWhatToRun() {
    PlanAnswer plan = plan();
    world.succeed(plan);
    TableResult table = TableResult.changed("db.silver", 1, 0);
    result(
        plan,
        Stage.silver,
        List.of(
            table.telling(List.of(new Foreign("db.silver", 5, "delete", 0))),
            new TableResult(
                "db.other",
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(new Unlisted("'X'", 1200), new Unlisted("NULL", 1)))),
        List.of());
    CloseAnswer answer = world.close("e1", plan, "");

    assertThat(answer.subject()).isEqualTo("Ingot: rides, batch 1: 0 files refused, 1 warning");
    assertThat(answer.message())
        .isEqualTo(
            """
            Batch 1 of rides is loaded. 0 files refused, 1 warning:
              WARNING db.silver: somebody else changed its rows (snapshot 5, delete). Marts over it are computed in full; to undo it, run: ./ingot rollback --pipeline rides --to-batch 0
              db.other: rows whose operation is not listed count as upserts: 'X' (1,200), NULL (1). List the known ones in silver.operation.upsert
            """);
  }

  @Test
  void close_batchAsItWasMeant_tellsNothing() {
    PlanAnswer plan = plan();
    world.succeed(plan);

    assertThat(world.close("e1", plan, "")).isEqualTo(CloseAnswer.PLAN);
  }

  @Test
  void close_heldBatch_tellsWhatWasMetInItsFiles() {
    PlanAnswer plan = plan();
    world.succeed(plan);
    met(plan, new FileResult(name("a"), 2, "", FileReport.NOTHING, List.of("column fare: …")));
    world.fail(plan, StageFailure.Kind.gate);
    CloseAnswer answer = world.close("e1", plan, "States.TaskFailed");

    assertThat(answer.next()).isEqualTo(CloseAnswer.Next.notify);
    assertThat(answer.message())
        .contains("\nWhat was met in them:\n  WARNING rides/data/a.csv: column fare: …\n");
  }

  private PlanAnswer plan() {
    world.upload("rides/data/a.csv", "v1", "id,fare\na,1\n", 0);
    world.upload("rides/data/b.csv", "v1", "id,fare\nb,1\n", 1);
    world.running.add("e1");
    return world.plan("e1", 1);
  }

  private static String name(String file) {
    return "s3://landing/rides/data/" + file + ".csv?versionId=v1";
  }

  private void met(PlanAnswer plan, FileResult... files) {
    result(plan, Stage.bronze, List.of(), List.of(files));
  }

  private void result(
      PlanAnswer plan, Stage stage, List<TableResult> tables, List<FileResult> files) {
    Attempt attempt = world.attempt(plan);
    StageResult result =
        new StageResult(stage, plan.batch(), plan.fence(), plan.attempt(), tables, files, 0, 0, 0);
    world.work.put(attempt.resultKey(stage), Json.bytes(result));
  }
}
