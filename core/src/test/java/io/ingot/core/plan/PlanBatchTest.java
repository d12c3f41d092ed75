package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.Work;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanBatchTest {
  private static final String ROWS = "id,fare\n1,2.00\n";
  private final World world = World.replacing();

  private static List<String> versions(List<FileItem> files) {
    return files.stream().map(f -> f.file().version() + " " + f.state()).toList();
  }

  @Test
  void plan_pipelineUnknownToTheLedger_findsNothing() {
    assertThat(world.plan("e1", 1).reason()).isEqualTo("nothing waits");
  }

  @Test
  void plan_nothingWaits_givesTheLeaseBack() {
    load("rides/data/a.csv", "v1", 1, 1);

    PlanAnswer answer = world.plan("e1", 2);

    assertThat(answer.work()).isEqualTo(Work.none);
    assertThat(answer.reason()).isEqualTo("nothing waits");
    assertThat(world.ledger.pipeline("rides").free()).isTrue();
  }

  @Test
  void plan_filesWait_claimsThemInArrivalOrder() {
    world.upload("rides/data/b.csv", "v2", ROWS, 2);
    world.upload("rides/data/a.csv", "v1", ROWS, 1);

    PlanAnswer answer = world.plan("e1", 1);

    assertThat(answer.work()).isEqualTo(Work.batch);
    assertThat(answer.batch()).isEqualTo(1);
    assertThat(answer.attempt()).isEqualTo(1);
    assertThat(versions(world.attempt(answer).manifest().files()))
        .containsExactly("v1 loaded", "v2 loaded");
    assertThat(answer.checkpoint()).isEqualTo(new Checkpoint(0, java.util.Map.of(), 0, 2));
  }

  @Test
  void jobRun_takesHalfOfTheVcpusThatTheRequestNames() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    // A second for every byte, so that even this file asks for more executors than there are.
    Sizing sizing = new Sizing(16, new JobCost(1, 0.1, 0, 1e9), false);
    PlanBatch planBatch =
        new PlanBatch(world.definitions(), world.ledger, world, world, world, world, sizing);
    PlanRequest small = new PlanRequest("rides", "e1", "t1", Command.NONE, 16);
    PlanRequest large = new PlanRequest("rides", "e1", "t2", Command.NONE, 64);

    assertThat(planBatch.plan(small, World.NOW).spark()).endsWith("maxExecutors=3");
    assertThat(planBatch.plan(large, World.NOW).spark()).endsWith("maxExecutors=15");
  }

  @Test
  void request_withoutVcpus_getsTheDefault() {
    assertThat(new PlanRequest("rides", "e1", "t1", Command.NONE).vcpus()).isEqualTo(16);
    assertThat(
            Json.read("{\"pipeline\":\"rides\",\"execution\":\"e1\"}", PlanRequest.class).vcpus())
        .isEqualTo(16);
  }

  @Test
  void request_withVcpusBelowOne_isRefused() {
    assertThatThrownBy(() -> new PlanRequest("rides", "e1", "t1", Command.NONE, -1))
        .hasMessage("Invalid vcpus: -1. Pass a whole number from 1, or leave it out for 16.");
  }

  @Test
  void plan_sameTurnAgain_getsTheSameAnswer() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer first = world.plan("e1", 1);
    world.upload("rides/data/b.csv", "v2", ROWS, 2);

    assertThat(world.plan("e1", 1).attemptFile()).isEqualTo(first.attemptFile());
  }

  @Test
  void plan_ownerRuns_standsDown() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.running.add("e1");
    world.plan("e1", 1);

    assertThat(world.plan("e2", 1).reason()).isEqualTo("execution e1 holds the lease");
  }

  @Test
  void plan_ownerDied_takesOverTheSameBatchUnderAHigherFence() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer first = world.plan("e1", 1);
    world.upload("rides/data/b.csv", "v2", ROWS, 2);

    PlanAnswer second = world.plan("e2", 1);

    assertThat(second.batch()).isEqualTo(first.batch());
    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(world.attempt(second).manifest()).isEqualTo(world.attempt(first).manifest());
    assertThat(world.stops).isPositive();
  }

  @Test
  void plan_oldJobRunStillStops_isTriedLater() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.plan("e1", 1);
    world.jobRunsEnded = false;

    assertThatThrownBy(() -> world.plan("e2", 1))
        .isInstanceOf(TransientException.class)
        .hasMessage("Cannot take over rides: an earlier job run is still stopping. Try again.");
    assertThat(world.ledger.pipeline("rides").owner()).isEqualTo("e1");
  }

  @Test
  void plan_moreThanTheLimit_leavesTheRest() {
    World small = new World(Overwrite.append, new PipelineLimits(2, 1_000_000, 3));
    for (int i = 1; i <= 3; i++) {
      small.upload("rides/data/" + i + ".csv", "v" + i, ROWS, i);
    }

    PlanAnswer answer = small.plan("e1", 1);

    assertThat(answer.checkpoint().inBatch()).isEqualTo(2);
    assertThat(answer.checkpoint().waiting()).isEqualTo(1);
  }

  @Test
  void plan_bytesBeyondTheLimit_stillTakesOneFile() {
    World small = new World(Overwrite.append, new PipelineLimits(10, 1, 3));
    small.upload("rides/data/1.csv", "v1", ROWS, 1);
    small.upload("rides/data/2.csv", "v2", ROWS, 2);

    assertThat(small.plan("e1", 1).checkpoint().inBatch()).isEqualTo(1);
  }

  @Test
  void replace_newVersionOfALoadedKey_supersedesTheOld() {
    load("rides/data/a.csv", "v1", 1, 1);
    world.upload("rides/data/a.csv", "v2", ROWS, 2);

    Manifest manifest = world.attempt(world.plan("e1", 2)).manifest();

    assertThat(versions(manifest.files())).containsExactly("v2 loaded");
    assertThat(versions(manifest.supersedes())).containsExactly("v1 superseded");
  }

  @Test
  void replace_oldVersionDeliveredLate_isSupersededAtOnce() {
    load("rides/data/a.csv", "v2", 2, 1);
    world.upload("rides/data/a.csv", "v1", ROWS, 1);

    Manifest manifest = world.attempt(world.plan("e1", 2)).manifest();

    assertThat(versions(manifest.files())).containsExactly("v1 superseded");
    assertThat(manifest.supersedes()).isEmpty();
  }

  @Test
  void replace_twoVersionsInOneBatch_onlyTheNewestCounts() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.upload("rides/data/a.csv", "v2", ROWS, 2);

    assertThat(versions(world.attempt(world.plan("e1", 1)).manifest().files()))
        .containsExactly("v1 superseded", "v2 loaded");
  }

  @Test
  void duplicateEvent_ofALoadedFile_changesNothing() {
    load("rides/data/a.csv", "v1", 1, 1);
    long arrivals = world.ledger.pipeline("rides").arrivals();

    world.deliver(new FileVersion("landing", "rides/data/a.csv", "v1"));

    assertThat(world.ledger.pipeline("rides").arrivals()).isEqualTo(arrivals);
    assertThat(world.plan("e2", 1).work()).isEqualTo(Work.none);
  }

  @Test
  void close_success_settlesBatchFilesAndHeader() {
    load("rides/data/a.csv", "v1", 1, 1);

    assertThat(world.ledger.settledFiles("rides"))
        .extracting(FileItem::state, FileItem::batch)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(FileState.loaded, 1L));
    assertThat(world.ledger.pipeline("rides").openBatch()).isZero();
    PlanAnswer next = world.plan("e1", 2);
    assertThat(next.work()).isEqualTo(Work.none);
    assertThat(next.checkpoint().lastBatch()).isEqualTo(1);
    assertThat(next.checkpoint().newestArrival()).containsEntry("rides", World.NOW.plusSeconds(60));
  }

  @Test
  void close_repeated_changesNothing() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer plan = world.plan("e1", 1);
    world.succeed(plan);
    world.close("e1", plan, "");

    assertThat(world.close("e1", plan, "").next()).isEqualTo(CloseAnswer.Next.plan);
    assertThat(world.ledger.pipeline("rides").openBatch()).isZero();
  }

  @Test
  void close_afterTakeover_changesNothing() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer old = world.plan("e1", 1);
    world.plan("e2", 1);
    world.succeed(old);

    assertThat(world.close("e1", old, "").next()).isEqualTo(CloseAnswer.Next.done);
    assertThat(world.ledger.pipeline("rides").openBatch()).isEqualTo(1);
  }

  @Test
  void close_transientFailure_isTriedUpToTheLimitThenHeld() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    for (int i = 1; i <= 2; i++) {
      PlanAnswer plan = world.plan("e1", i);
      assertThat(plan.attempt()).isEqualTo(i);
      assertThat(world.close("e1", plan, "States.TaskFailed").next())
          .isEqualTo(CloseAnswer.Next.plan);
    }
    PlanAnswer last = world.plan("e1", 3);

    assertThat(world.close("e1", last, "States.TaskFailed").next())
        .isEqualTo(CloseAnswer.Next.notify);
    assertThat(world.ledger.pipeline("rides").isHeld()).isTrue();
    assertThat(world.plan("e2", 1).reason()).startsWith("the pipeline is held: batch 1");
  }

  @Test
  void close_refusedFailure_holdsAtOnceAndSaysWhatToRun() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer plan = world.plan("e1", 1);
    world.fail(plan, StageFailure.Kind.refused);

    var answer = world.close("e1", plan, "States.TaskFailed");

    assertThat(answer.next()).isEqualTo(CloseAnswer.Next.notify);
    assertThat(answer.subject()).isEqualTo("Ingot: rides holds batch 1 (refused)");
    assertThat(answer.message())
        .contains("stage: silver")
        .contains("Cause: it broke")
        .contains("Full text: memory:/rides/1-1-1-failure.json")
        .doesNotContain("java.lang")
        .contains("s3://landing/rides/data/a.csv?versionId=v1")
        .contains("./ingot redrive --pipeline rides --batch 1");
    assertThat(world.ledger.pipeline("rides").held())
        .isEqualTo(
            "batch 1: refused in silver: it broke (files: rides/data/a.csv; full text: memory:/rides/1-1-1-failure.json)");
  }

  @Test
  void redrive_heldBatch_getsANewAttemptUnderItsNumber() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer plan = world.plan("e1", 1);
    world.fail(plan, StageFailure.Kind.refused);
    world.close("e1", plan, "States.TaskFailed");

    PlanAnswer again =
        world.planBatch().plan(new PlanRequest("rides", "e2", "t1", Command.redrive(1)), World.NOW);

    assertThat(again.batch()).isEqualTo(1);
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.fence()).isGreaterThan(plan.fence());
  }

  @Test
  void redrive_batchThatIsNotHeld_isRefused() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    assertThatThrownBy(
            () ->
                world
                    .planBatch()
                    .plan(new PlanRequest("rides", "e2", "t1", Command.redrive(7)), World.NOW))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Cannot redrive batch 7 of rides: there is no such batch. See ./ingot status.");
  }

  @Test
  void plan_executionsDiedInEveryAttempt_holdsThePipeline() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    for (int i = 1; i <= 3; i++) {
      world.plan("e" + i, 1);
    }

    assertThatThrownBy(() -> world.plan("e4", 1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("batch 1 was tried 3 times and never ended");
    assertThat(world.ledger.pipeline("rides").isHeld()).isTrue();
    assertThat(world.ledger.pipeline("rides").free()).isTrue();
  }

  @Test
  void close_givenUpAndLate_leavesTheNextBatchAlone() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer first = world.plan("e1", 1);
    world.succeed(first);
    world.close("e1", first, "");
    world.upload("rides/data/b.csv", "v2", ROWS, 2);
    world.plan("e1", 2);

    world.close("e1", first, "");

    assertThat(world.ledger.pipeline("rides").openBatch()).isEqualTo(2);
    assertThat(versions(world.ledger.waiting("rides", 10))).containsExactly("v2 waiting");
  }

  @Test
  void arrival_whileACommandRuns_startsAnExecutionOfItsOwn() {
    new io.ingot.core.admit.Arrivals(world.ledger, world)
        .command(
            "rides", "b1", java.util.Map.of("pipeline", "rides", "command", Command.rollback(0)));

    world.upload("rides/data/a.csv", "v1", ROWS, 1);

    assertThat(world.started).hasSize(2).contains("rides-b1-1");
  }

  private void load(String key, String version, int minute, int turn) {
    world.upload(key, version, ROWS, minute);
    PlanAnswer plan = world.plan("e1", turn);
    world.succeed(plan);
    assertThat(world.close("e1", plan, "").next()).isEqualTo(CloseAnswer.Next.plan);
  }
}
