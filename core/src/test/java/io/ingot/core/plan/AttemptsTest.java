package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.attempt.Attempt;
import io.ingot.core.attempt.AttemptFile;
import io.ingot.core.attempt.StageFailure;
import io.ingot.core.attempt.Work;
import io.ingot.core.close.CloseAnswer;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What an attempt is given, and what becomes of it. */
class AttemptsTest {
  private static final String ROWS = "id,fare\n1,2.50\n";

  private final World world = World.replacing();

  @Test
  void version_thatWasDeletedForGood_isRefusedByNameAndTheOthersLoad() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.upload("rides/data/b.csv", "v1", ROWS, 2);
    world.objects.remove(version("rides/data/a.csv", "v1"));

    PlanAnswer plan = world.load("e1", 1);

    assertThat(world.attempt(plan).readable()).hasSize(1);
    assertThat(file("rides/data/a.csv", "v1"))
        .satisfies(
            f -> {
              assertThat(f.state()).isEqualTo(FileState.refused);
              assertThat(f.reason()).isEqualTo("it is gone");
            });
    assertThat(file("rides/data/b.csv", "v1").state()).isEqualTo(FileState.loaded);
  }

  @Test
  void version_thatIsGone_supersedesNothing() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load("e1", 1);
    world.upload("rides/data/a.csv", "v2", ROWS, 2);
    world.objects.remove(version("rides/data/a.csv", "v2"));

    world.load("e1", 2);

    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.loaded);
    assertThat(file("rides/data/a.csv", "v2").state()).isEqualTo(FileState.refused);
  }

  @Test
  void attempt_carriesTheJarOfItsDeploy_alsoAfterAnother() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    assertThat(world.plan("e1", 1).jar()).isEqualTo("memory:/jar-1");
    world.jar = "memory:/jar-2";

    assertThat(world.plan("e1", 1).jar()).as("the same attempt").isEqualTo("memory:/jar-1");
    PlanAnswer failed = world.plan("e1", 1);
    world.fail(failed, StageFailure.Kind.transient_failure);
    world.close("e1", failed, "States.TaskFailed");
    assertThat(world.plan("e1", 2).jar()).as("the next attempt").isEqualTo("memory:/jar-2");
  }

  @Test
  void attemptFile_doesNotRepeatTheManifest() {
    for (int i = 0; i < 50; i++) {
      world.upload("rides/data/%02d.csv".formatted(i), "v1", ROWS, i);
    }
    PlanAnswer plan = world.plan("e1", 1);

    String text =
        new String(
            world.work.get(Attempt.key("rides", plan.batch(), plan.fence(), plan.attempt())),
            StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("sequencer", "arrival");
    assertThat(world.attemptFile(plan).manifest()).isEqualTo("rides/1-1.json");
    assertThat(world.attempt(plan).manifest().files()).hasSize(50);
  }

  @Test
  void attemptFile_thatNamesAKeyNobodyKnows_isRefused() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    ObjectNode file = (ObjectNode) Json.tree(world.attemptFile(world.plan("e1", 1)));
    ((ObjectNode) file.at("/definition/sources/0/silver")).put("clustered", true);

    assertThatThrownBy(() -> Json.readKnown(Json.bytes(file), AttemptFile.class))
        .hasMessage(
            "Cannot read AttemptFile: it has a key that this version does not know (definition.sources.[0].silver.clustered). Run it by the version that wrote it.");
  }

  @Test
  void reupload_thatIsRejected_isSettledWithoutAJobRun() {
    World rejecting = new World(Overwrite.reject, PipelineLimits.DEFAULT);
    rejecting.upload("rides/data/a.csv", "v1", ROWS, 1);
    rejecting.load("e1", 1);
    rejecting.upload("rides/data/a.csv", "v2", ROWS, 2);
    rejecting.upload("rides/data/a.csv", "v3", ROWS, 3);

    PlanAnswer plan = rejecting.plan("e1", 2);
    assertThat(plan.work()).isEqualTo(Work.settle);
    CloseAnswer answer = rejecting.close("e1", plan, "");

    assertThat(answer.next()).isEqualTo(CloseAnswer.Next.plan);
    assertThat(answer.message()).contains("1 file refused", "overwrite: reject");
    assertThat(rejecting.ledger.batch("rides", 2).map(BatchItem::state))
        .contains(BatchItem.State.loaded);
    assertThat(
            rejecting.ledger.file("rides", version("rides/data/a.csv", "v2")).orElseThrow().state())
        .isEqualTo(FileState.refused);
    assertThat(rejecting.plan("e1", 3).work()).isEqualTo(Work.settle);
  }

  @Test
  void outOfMemory_getsMoreEachTime_andHoldsWithTheLargestWorker() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);

    PlanAnswer first = world.plan("e1", 1);
    assertThat(first.spark()).contains("spark.executor.memory=7g").doesNotContain("task.cpus");
    assertThat(runsOut(first).next()).isEqualTo(CloseAnswer.Next.plan);
    PlanAnswer second = world.plan("e1", 2);
    assertThat(second.spark())
        .contains("spark.executor.cores=2", "spark.executor.memory=14g", "driver.memory=14g");
    assertThat(runsOut(second).next()).isEqualTo(CloseAnswer.Next.plan);
    PlanAnswer third = world.plan("e1", 3);
    assertThat(third.spark())
        .contains(
            "spark.executor.cores=8",
            "spark.executor.memory=54g",
            "spark.task.cpus=8",
            "maxExecutors=1");

    CloseAnswer held = runsOut(third);
    assertThat(held.next()).isEqualTo(CloseAnswer.Next.notify);
    assertThat(held.message())
        .contains("out of memory", "the heap of this JVM was not enough", "INGOT_HEAP=4g");
  }

  @Test
  void outOfMemory_thatKilledTheDriver_getsMoreToo() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer plan = world.plan("e1", 1);

    world.close("e1", plan, "States.TaskFailed", "{\"StateDetails\":\"ExitCode: 137\"}");

    assertThat(world.plan("e1", 2).spark()).contains("spark.executor.memory=14g");
  }

  @Test
  void outOfMemory_isRememberedByARedrive() {
    World strict = new World(Overwrite.replace, new PipelineLimits(10, 1000, 1));
    strict.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer plan = strict.plan("e1", 1);
    strict.fail(plan, StageFailure.Kind.out_of_memory);
    assertThat(strict.close("e1", plan, "States.TaskFailed").next())
        .isEqualTo(CloseAnswer.Next.notify);

    assertThat(strict.plan("e2", 1, Command.redrive(1)).spark())
        .contains("spark.executor.memory=14g");
  }

  @Test
  void anotherFailure_getsNoMoreMemory() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    PlanAnswer plan = world.plan("e1", 1);
    world.fail(plan, StageFailure.Kind.transient_failure);
    world.close("e1", plan, "States.TaskFailed");

    assertThat(world.plan("e1", 2).spark()).isEqualTo(plan.spark());
  }

  private CloseAnswer runsOut(PlanAnswer plan) {
    world.fail(plan, StageFailure.Kind.out_of_memory);
    return world.close("e1", plan, "States.TaskFailed");
  }

  private FileItem file(String key, String version) {
    return world.ledger.file("rides", version(key, version)).orElseThrow();
  }

  private static FileVersion version(String key, String version) {
    return new FileVersion("landing", key, version);
  }
}
