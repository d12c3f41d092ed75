package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.Rebuild;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.Work;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.PipelineItem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final String ROWS = "id,fare\n1,2.50\n";

  private final World world = World.replacing();

  @Test
  void skip_heldBatch_takesTheTablesBackAndRefusesItsFiles() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer first = hold("e1");
    world.upload("rides/data/b.csv", "v1", ROWS, 2);

    PlanAnswer skip = world.plan("e2", 1, Command.skip(1));

    assertThat(skip.work()).isEqualTo(Work.withdraw);
    assertThat(skip.batch()).isEqualTo(1);
    assertThat(skip.fence()).isGreaterThan(first.fence());
    assertThat(world.attempt(skip).restore()).isZero();
    assertThat(world.stops).isPositive();

    world.succeed(skip);
    assertThat(world.close("e2", skip, "").next()).isEqualTo(CloseAnswer.Next.plan);

    assertThat(world.ledger.batch("rides", 1).map(BatchItem::state))
        .contains(BatchItem.State.withdrawn);
    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.refused);
    assertThat(file("rides/data/a.csv", "v1").reason()).isEqualTo("batch 1 was skipped");
    PlanAnswer next = world.plan("e2", 2, Command.skip(1));
    assertThat(next.work()).isEqualTo(Work.batch);
    assertThat(next.batch()).isEqualTo(3);
    assertThat(world.attempt(next).restores()).isFalse();
  }

  @Test
  void skip_diesAndAnotherExecutionComes_isTakenBackStill() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    hold("e1");
    world.plan("e2", 1, Command.skip(1));
    world.end("e2");

    PlanAnswer resumed = world.plan("e3", 1);

    assertThat(resumed.work()).isEqualTo(Work.withdraw);
    assertThat(resumed.batch()).isEqualTo(1);
  }

  @Test
  void skip_ofASkippedBatch_doesNothing() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    hold("e1");
    PlanAnswer skip = world.plan("e2", 1, Command.skip(1));
    world.succeed(skip);
    world.close("e2", skip, "");
    world.plan("e2", 2);

    PlanAnswer again = world.plan("e3", 1, Command.skip(1));

    assertThat(again.work()).isEqualTo(Work.none);
    assertThat(again.reason()).isEqualTo("batch 1 is withdrawn");
  }

  @Test
  void skip_ofALoadedBatch_isRefusedWithTheCommandThatHelps() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");

    assertThatThrownBy(() -> world.plan("e2", 1, Command.skip(1)))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot skip batch 1 of rides: batch 1 is loaded; ./ingot rollback --to-batch 0 takes it back. See ./ingot status.");
  }

  @Test
  void skip_ofSomeFiles_loadsTheOthersUnderTheSameNumber() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.upload("rides/data/b.csv", "v1", ROWS, 2);
    hold("e1");

    PlanAnswer withdraw = world.plan("e2", 1, Command.skip(1, List.of("rides/data/a.csv")));
    assertThat(withdraw.work()).isEqualTo(Work.withdraw);
    assertThat(withdraw.batch()).isEqualTo(1);
    world.succeed(withdraw);
    assertThat(world.close("e2", withdraw, "").next()).isEqualTo(CloseAnswer.Next.plan);
    PlanAnswer load = world.plan("e2", 2, Command.skip(1, List.of("rides/data/a.csv")));

    assertThat(load.work()).isEqualTo(Work.batch);
    assertThat(load.batch()).isEqualTo(1);
    assertThat(load.fence()).isGreaterThan(withdraw.fence());
    assertThat(world.attempt(load).files("rides"))
        .extracting(f -> f.file().key())
        .containsExactly("rides/data/b.csv");
    world.succeed(load);
    assertThat(world.close("e2", load, "").next()).isEqualTo(CloseAnswer.Next.plan);
    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.refused);
    assertThat(file("rides/data/a.csv", "v1").reason()).isEqualTo("batch 1 goes on without it");
    assertThat(file("rides/data/b.csv", "v1").state()).isEqualTo(FileState.loaded);
    assertThat(world.ledger.batch("rides", 1).map(BatchItem::state))
        .contains(BatchItem.State.loaded);
    assertThat(world.ledger.batch("rides", 2).map(BatchItem::detail))
        .contains("batch 1 goes on without some of its files");
    assertThat(world.plan("e2", 3).checkpoint().newestArrival()).containsKey("rides");
  }

  @Test
  void skip_ofAFile_afterACloseThatDiedHalfway_overrulesWhatThatSaid() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e0", 1);
    assertThat(world.plan("e0", 2).work()).isEqualTo(Work.none);
    world.upload("rides/data/a.csv", "v2", ROWS, 2);
    world.upload("rides/data/b.csv", "v1", ROWS, 3);
    PlanAnswer held = hold("e1");
    FileItem early = file("rides/data/a.csv", "v1").in(FileState.superseded, held.batch(), "v2");
    world.ledger.settle("rides", List.of(early));

    loadWithout("e2", held.batch(), "rides/data/a.csv");

    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.loaded);
    world.ledger.settle("rides", List.of(early));
    assertThat(file("rides/data/a.csv", "v1").state()).as("late").isEqualTo(FileState.loaded);
  }

  @Test
  void skip_ofANewVersion_leavesWhatItWouldHaveSuperseded() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e0", 1);
    assertThat(world.plan("e0", 2).work()).isEqualTo(Work.none);
    world.upload("rides/data/a.csv", "v2", ROWS, 2);
    world.upload("rides/data/b.csv", "v1", ROWS, 3);
    hold("e1");

    loadWithout("e2", 2, "rides/data/a.csv");

    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.loaded);
    assertThat(file("rides/data/a.csv", "v2").state()).isEqualTo(FileState.refused);
  }

  @Test
  void copies_areDeleted_onlyWhenTheirBatchIsSettled() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.upload("rides/data/b.csv", "v1", ROWS, 2);
    hold("e1");
    assertThat(world.deleted).as("held").isEmpty();

    PlanAnswer withdraw = world.plan("e2", 1, Command.skip(1, List.of("rides/data/a.csv")));
    world.succeed(withdraw);
    world.close("e2", withdraw, "");
    assertThat(world.deleted)
        .as("of what goes on, they are needed still")
        .containsExactly("memory:s3://landing/rides/data/a.csv?versionId=v1");

    PlanAnswer load = world.plan("e2", 2);
    world.succeed(load);
    world.close("e2", load, "");
    assertThat(world.deleted).last().isEqualTo("memory:s3://landing/rides/data/b.csv?versionId=v1");
  }

  @Test
  void copies_ofASkippedBatch_areDeleted() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    hold("e1");
    PlanAnswer skip = world.plan("e2", 1, Command.skip(1));
    assertThat(world.deleted).isEmpty();
    world.succeed(skip);
    world.close("e2", skip, "");

    assertThat(world.deleted).containsExactly("memory:s3://landing/rides/data/a.csv?versionId=v1");
  }

  @Test
  void skip_ofSomeFiles_thatDiesInBetween_isResumedByWhoeverComes() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.upload("rides/data/b.csv", "v1", ROWS, 2);
    hold("e1");
    world.plan("e2", 1, Command.skip(1, List.of("rides/data/a.csv")));
    world.end("e2");

    PlanAnswer withdraw = world.plan("e3", 1);
    assertThat(withdraw.work()).isEqualTo(Work.withdraw);
    world.succeed(withdraw);
    world.close("e3", withdraw, "");
    PlanAnswer load = world.plan("e3", 2);

    assertThat(load.work()).isEqualTo(Work.batch);
    assertThat(world.attempt(load).files("rides")).hasSize(1);
  }

  @Test
  void skip_ofTheWholeBatch_afterSomeFilesWereSkipped_takesItBack() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.upload("rides/data/b.csv", "v1", ROWS, 2);
    hold("e1");
    PlanAnswer withdraw = world.plan("e2", 1, Command.skip(1, List.of("rides/data/a.csv")));
    world.succeed(withdraw);
    world.close("e2", withdraw, "");
    PlanAnswer load = world.plan("e2", 2);
    world.fail(load, StageFailure.Kind.gate);
    assertThat(world.close("e2", load, "States.TaskFailed").next())
        .isEqualTo(CloseAnswer.Next.notify);

    PlanAnswer skip = world.plan("e3", 1, Command.skip(1));
    assertThat(skip.work()).isEqualTo(Work.withdraw);
    world.succeed(skip);
    world.close("e3", skip, "");

    assertThat(world.ledger.batch("rides", 1).map(BatchItem::state))
        .contains(BatchItem.State.withdrawn);
    assertThat(file("rides/data/b.csv", "v1").reason()).isEqualTo("batch 1 was skipped");
    assertThat(world.plan("e3", 2).work()).isEqualTo(Work.none);
  }

  @Test
  void skip_ofAFileThatTheBatchDoesNotLoad_isRefused() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    hold("e1");

    assertThatThrownBy(() -> world.plan("e2", 1, Command.skip(1, List.of("rides/data/x.csv"))))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot skip files of batch 1 of rides: it loads no file rides/data/x.csv. See its files with --dry-run.");
    assertThatThrownBy(() -> world.plan("e2", 1, Command.skip(1, List.of("rides/data/a.csv"))))
        .hasMessageContaining("none would be left; skip the whole batch");
  }

  private void loadWithout(String execution, long batch, String key) {
    PlanAnswer withdraw = world.plan(execution, 1, Command.skip(batch, List.of(key)));
    world.succeed(withdraw);
    world.close(execution, withdraw, "");
    PlanAnswer load = world.plan(execution, 2);
    world.succeed(load);
    assertThat(world.close(execution, load, "").next()).isEqualTo(CloseAnswer.Next.plan);
  }

  @Test
  void rollback_refusesLaterFilesAndBringsBackWhatTheySuperseded() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.upload("rides/data/a.csv", "v2", ROWS, 2);
    world.load("e1", 2);
    world.upload("rides/data/a.csv", "v3", ROWS, 3);
    world.upload("rides/data/b.csv", "v1", ROWS, 3);
    world.load("e1", 3);
    world.end("e1");

    PlanAnswer rollback = world.plan("e2", 1, Command.rollback(1));
    assertThat(rollback.work()).isEqualTo(Work.withdraw);
    assertThat(rollback.batch()).isEqualTo(4);
    Attempt attempt = world.attempt(rollback);
    assertThat(attempt.restore()).isEqualTo(1);
    world.succeed(rollback);
    assertThat(world.close("e2", rollback, "").next()).isEqualTo(CloseAnswer.Next.plan);
    assertThat(world.plan("e2", 2, Command.rollback(1)).work()).isEqualTo(Work.none);

    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.loaded);
    assertThat(file("rides/data/a.csv", "v2").state()).isEqualTo(FileState.refused);
    assertThat(file("rides/data/a.csv", "v3").reason()).isEqualTo("batch 3 was rolled back");
    assertThat(world.ledger.batches("rides"))
        .extracting(BatchItem::state)
        .containsExactly(
            BatchItem.State.loaded,
            BatchItem.State.withdrawn,
            BatchItem.State.withdrawn,
            BatchItem.State.restored);
    assertThat(world.plan("e3", 1, Command.rollback(1)).reason())
        .isEqualTo("no batch after 1 is loaded");
  }

  @Test
  void rollback_diesAfterItsLease_isResumedOnce() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");
    world.plan("e2", 1, Command.rollback(0));
    world.end("e2");

    PlanAnswer resumed = world.plan("e3", 1);

    assertThat(resumed.work()).isEqualTo(Work.withdraw);
    assertThat(resumed.batch()).isEqualTo(2);
    world.succeed(resumed);
    world.close("e3", resumed, "");
    assertThat(world.plan("e3", 2).work()).isEqualTo(Work.none);
  }

  @Test
  void rollback_whileABatchIsHeld_isRefused() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    hold("e1");

    assertThatThrownBy(() -> world.plan("e2", 1, Command.rollback(0)))
        .hasMessage(
            "Cannot roll back to batch 0 of rides: batch 1 is held; redrive or skip it first. See ./ingot status.");
  }

  @Test
  void redriveQuarantine_isABatchOfItsOwn_onceForEachExecution() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");
    Command command = Command.redriveQuarantine("rides");

    PlanAnswer redrive = world.plan("e2", 1, command);

    assertThat(redrive.work()).isEqualTo(Work.batch);
    assertThat(redrive.batch()).isEqualTo(2);
    assertThat(world.attempt(redrive).manifest().files()).isEmpty();
    assertThat(world.attempt(redrive).redrives("rides")).isTrue();
    world.succeed(redrive);
    assertThat(world.close("e2", redrive, "").next()).isEqualTo(CloseAnswer.Next.plan);
    assertThat(world.plan("e2", 2, command).work()).isEqualTo(Work.none);
    assertThat(world.ledger.batch("rides", 2).orElseThrow().state())
        .isEqualTo(BatchItem.State.loaded);
    assertThat(file("rides/data/a.csv", "v1").batch()).isEqualTo(1);
  }

  @Test
  void redriveQuarantine_diesAfterItsLease_isResumedByWhoeverComes() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");
    Command command = Command.redriveQuarantine("rides");
    world.plan("e2", 1, command);
    world.end("e2");

    PlanAnswer repeated = world.plan("e3", 1, command);
    world.end("e3");
    PlanAnswer resumed = world.plan("e4", 1);

    assertThat(repeated.batch()).isEqualTo(2);
    assertThat(resumed.batch()).isEqualTo(2);
    assertThat(world.attempt(resumed).redrives("rides")).isTrue();
  }

  @Test
  void rebuild_isABatchWithoutFiles_onceForEachExecution_andARollbackLeavesItsFilesLoaded() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");
    Command command = Command.rebuild("rides", Rebuild.LANDING);

    PlanAnswer rebuild = world.plan("e2", 1, command);

    assertThat(rebuild.work()).isEqualTo(Work.batch);
    assertThat(rebuild.batch()).isEqualTo(2);
    assertThat(world.attempt(rebuild).manifest().files()).isEmpty();
    assertThat(world.attempt(rebuild).rebuild().files())
        .extracting(f -> f.file().key())
        .containsExactly("rides/data/a.csv");
    assertThat(world.attempt(rebuild).readable()).hasSize(1);
    world.succeed(rebuild);
    assertThat(world.close("e2", rebuild, "").next()).isEqualTo(CloseAnswer.Next.plan);
    assertThat(world.plan("e2", 2, command).work()).isEqualTo(Work.none);
    assertThat(file("rides/data/a.csv", "v1").batch()).isEqualTo(1);
    world.end("e2");

    PlanAnswer rollback = world.plan("e3", 1, Command.rollback(1));
    assertThat(world.attempt(rollback).restore()).isEqualTo(1);
    world.succeed(rollback);
    world.close("e3", rollback, "");
    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.loaded);
  }

  @Test
  void rebuild_diesAfterItsLease_isResumedByWhoeverComes() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");
    Command command = Command.rebuild("rides", Rebuild.BRONZE);
    world.plan("e2", 1, command);
    world.end("e2");

    PlanAnswer repeated = world.plan("e3", 1, command);
    world.end("e3");
    assertThatThrownBy(() -> world.plan("e4", 1, Command.rebuild("rides", Rebuild.LANDING)))
        .hasMessage(
            "Cannot rebuild rides from landing of rides: batch 2 is open; redrive or skip it first."
                + " See ./ingot status.");
    PlanAnswer resumed = world.plan("e5", 1);

    assertThat(repeated.batch()).isEqualTo(2);
    assertThat(resumed.batch()).isEqualTo(2);
    assertThat(world.attempt(resumed).rebuild().of("rides")).isTrue();
  }

  @Test
  void rebuild_whileABatchIsHeld_goesAlongWithIt() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");
    world.upload("rides/data/b.csv", "v1", ROWS, 2);
    hold("e2");

    PlanAnswer rebuild = world.plan("e3", 1, Command.rebuild("rides", Rebuild.LANDING));

    assertThat(rebuild.batch()).isEqualTo(2);
    assertThat(world.attempt(rebuild).files("rides"))
        .extracting(f -> f.file().key())
        .containsExactly("rides/data/b.csv");
    assertThat(world.attempt(rebuild).rebuild().files())
        .extracting(f -> f.file().key())
        .containsExactly("rides/data/a.csv");
    world.succeed(rebuild);
    world.close("e3", rebuild, "");
    assertThat(file("rides/data/b.csv", "v1").state()).isEqualTo(FileState.loaded);
  }

  @Test
  void rebuildFromLanding_ofAFileThatIsGone_namesIt_andChangesNothing() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");
    world.objects.clear();
    PipelineItem before = world.ledger.pipeline("rides");

    assertThatThrownBy(() -> world.plan("e2", 1, Command.rebuild("rides", Rebuild.LANDING)))
        .hasMessageStartingWith(
            "Cannot rebuild rides from landing of rides: 1 of 1 files can no longer be read, and"
                + " their rows would be lost (s3://landing/rides/data/a.csv?versionId=v1: ")
        .hasMessageEndingWith("Upload them again under their names, or rebuild from bronze.");
    assertThat(world.ledger.pipeline("rides")).isEqualTo(before);
  }

  @Test
  void rebuild_ofAnUnknownName_namesThoseThereAre() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");

    assertThatThrownBy(() -> world.plan("e2", 1, Command.rebuild("ride", Rebuild.BRONZE)))
        .hasMessage(
            "Cannot rebuild ride from bronze of rides: the pipeline has no source and no mart of"
                + " that name (it has: rides). Correct the command.");
  }

  @Test
  void redriveQuarantine_whileABatchIsHeld_isRefused() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    hold("e1");

    assertThatThrownBy(() -> world.plan("e2", 1, Command.redriveQuarantine("rides")))
        .hasMessage(
            "Cannot redrive the quarantine of source rides of rides: batch 1 is held; redrive or skip it first. See ./ingot status.");
  }

  @Test
  void redriveQuarantine_ofAnUnknownSource_namesThoseThereAre() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.end("e1");

    assertThatThrownBy(() -> world.plan("e2", 1, Command.redriveQuarantine("ride")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the pipeline has no such source (it has: rides)");
  }

  @Test
  void command_whileAnExecutionRuns_isRefused() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    String runs = world.started.get(0);
    world.load(runs, 1);

    assertThatThrownBy(() -> world.plan("e2", 1, Command.rollback(0)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("execution " + runs + " holds the lease");
  }

  @Test
  void redriveFile_afterItsBatchWasSkipped_isLoadedByANewBatch() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    hold("e1");
    PlanAnswer skip = world.plan("e2", 1, Command.skip(1));
    world.succeed(skip);
    world.close("e2", skip, "");
    world.plan("e2", 2);
    Command redrive = Command.redrive("s3://landing/rides/data/a.csv?versionId=v1");

    PlanAnswer again = world.plan("e3", 1, redrive);

    assertThat(again.batch()).isEqualTo(3);
    world.succeed(again);
    world.close("e3", again, "");
    assertThat(world.plan("e3", 2, redrive).work()).isEqualTo(Work.none);
    assertThat(world.plan("e4", 1, redrive).work()).isEqualTo(Work.none);
    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.loaded);
    assertThat(file("rides/data/a.csv", "v1").batch()).isEqualTo(3);
  }

  @Test
  void redriveFile_thatWouldBeRefusedAgain_saysWhy() {
    world.upload("rides/data/a.csv", "v1", "id,fare\n" + "1,2.50\n".repeat(500), 1);

    assertThatThrownBy(
            () ->
                world.plan("e1", 1, Command.redrive("s3://landing/rides/data/a.csv?versionId=v1")))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot redrive s3://landing/rides/data/a.csv?versionId=v1: it is larger than max_file_size (3508 of 1000 bytes). See ./ingot status.");
  }

  @Test
  void close_afterFiftyBatches_handsOverToASuccessor() {
    World many = new World(Overwrite.replace, new PipelineLimits(1, 1_000_000, 3));
    for (int i = 0; i < 60; i++) {
      many.upload("rides/data/%02d.csv".formatted(i), "v1", ROWS, i);
    }
    String execution = many.started.get(0);
    CloseAnswer.Next next = CloseAnswer.Next.plan;
    int turn = 0;
    while (next == CloseAnswer.Next.plan) {
      PlanAnswer plan = many.plan(execution, ++turn);
      many.succeed(plan);
      next = many.close(execution, plan, "").next();
    }

    assertThat(next).isEqualTo(CloseAnswer.Next.done);
    assertThat(turn).isEqualTo(50);
    PipelineItem header = many.ledger.pipeline("rides");
    assertThat(header.free()).isTrue();
    assertThat(many.started).hasSize(2);
    assertThat(many.plan(many.started.get(1), 1).batch()).isEqualTo(51);
  }

  private PlanAnswer hold(String execution) {
    PlanAnswer plan = world.plan(execution, 1);
    world.fail(plan, StageFailure.Kind.refused);
    assertThat(world.close(execution, plan, "States.TaskFailed").next())
        .isEqualTo(CloseAnswer.Next.notify);
    world.end(execution);
    return plan;
  }

  private FileItem file(String key, String version) {
    Optional<FileItem> file = world.ledger.file("rides", new FileVersion("landing", key, version));
    return file.orElseThrow();
  }
}
