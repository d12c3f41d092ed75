package io.ingot.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.admit.UploadEvent;
import io.ingot.core.attempt.Work;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.SweepMark;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.PlanRequest;
import io.ingot.core.plan.World;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final String ROWS = "id,fare\n1,2.50\n";

  private final World world = World.replacing();

  @Test
  void sweep_uploadsWhoseEventsWereLost_registersThemAndStartsAnExecution() {
    for (int i = 0; i < 2500; i++) {
      land("rides/data/%04d.csv".formatted(i), "v1", i);
    }

    SweepReport report = sweep();

    assertThat(report.listed()).isEqualTo(2500);
    assertThat(report.registered()).isEqualTo(2500);
    assertThat(world.ledger.countWaiting("rides")).isEqualTo(2500);
    assertThat(world.started).hasSize(1);
    assertThat(sweep().registered()).isZero();
  }

  @Test
  void sweep_filesFromBeforeTheFirstDeploy_areMissedWhateverTheirAge() {
    land("rides/data/old.csv", "v1", -14_400);
    land("rides/data/new.csv", "v1", -1);

    SweepReport report = sweep();

    assertThat(report.registered()).isEqualTo(2);
    assertThat(report.missed()).isEqualTo(1);
    assertThat(report.oldestWaiting()).isEqualTo(Duration.ofDays(10));
  }

  @Test
  void sweep_unreadableUpload_isRefusedWithItsReason() {
    land("rides/data/a.tmp", "v1", 1);

    assertThat(sweep().refused()).isEqualTo(1);
    assertThat(world.started).isEmpty();
    assertThat(file("rides/data/a.tmp", "v1").reason()).contains("temporary");
  }

  @Test
  void sweep_markers_areCountedAndNeverRegistered() {
    land("rides/data/_SUCCESS", "v1", 1);
    land("rides/data/2024/", "v1", 1);
    land("rides/data/a.csv", "v1", 1);

    SweepReport report = sweep();

    assertThat(report.ignored()).isEqualTo(2);
    assertThat(report.listed()).isEqualTo(3);
    assertThat(report.registered()).isEqualTo(1);
    assertThat(report.refused()).isZero();
    assertThat(world.messages).isEmpty();
    assertThat(sweep().ignored()).isEqualTo(2);
  }

  @Test
  void sweep_olderVersionThatWasLost_isOrderedByTheListing() {
    land("rides/data/a.csv", "v9", 1);
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.load(world.started.get(0), 1);

    sweep();
    PlanAnswer plan = world.plan(world.started.get(0), 2);
    world.succeed(plan);
    world.close(world.started.get(0), plan, "");

    assertThat(file("rides/data/a.csv", "v9").state()).isEqualTo(FileState.superseded);
    assertThat(file("rides/data/a.csv", "v1").state()).isEqualTo(FileState.loaded);
  }

  @Test
  void sweep_withoutTimeLeft_reportsItAndGoesOnNextTime() {
    for (int i = 0; i < 1500; i++) {
      land("rides/data/%04d.csv".formatted(i), "v1", i);
    }
    AtomicInteger left = new AtomicInteger(1600);

    // 1001 are listed, then 599 registered.
    SweepReport first = world.sweep().sweep(World.NOW, "b1", () -> left.getAndDecrement() > 0);

    assertThat(first.unfinished()).isTrue();
    assertThat(first.registered()).isEqualTo(599);
    assertThat(world.started).as("what was registered is announced").hasSize(1);
    SweepReport second = sweep();
    assertThat(second.unfinished()).isFalse();
    assertThat(second.registered()).isEqualTo(901);
  }

  @Test
  void sweep_withoutAnyTime_stillRevives() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    world.plan(world.started.get(0), 1);
    world.end(world.started.get(0));

    SweepReport report = world.sweep().sweep(World.NOW, "b1", () -> false);

    assertThat(report.unfinished()).isTrue();
    assertThat(report.listed()).isZero();
    assertThat(report.restarted()).containsExactly("rides");
  }

  @Test
  void revive_executionDiedWithItsBatchOpen_startsAnother() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    String dead = world.started.get(0);
    world.plan(dead, 1);
    world.end(dead);

    assertThat(world.sweep().revive("b1")).containsExactly("rides");
    assertThat(world.started).hasSize(2);
    assertThat(world.plan(world.started.get(1), 1).batch()).isEqualTo(1);
    assertThat(world.sweep().revive("b1")).isEmpty();
  }

  @Test
  void revive_whileAnExecutionGivesItsLeaseBack_makesItLookAgain() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    String execution = world.started.get(0);
    world.load(execution, 1);
    boolean[] came = {false};
    Ledger ledger =
        (Ledger)
            Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("release") && !came[0]) {
                    came[0] = true;
                    // The queue has been looked at. A file is registered by an Admit that dies.
                    land("rides/data/b.csv", "v2", 2);
                    register("rides/data/b.csv", "v2");
                    assertThat(world.sweep().revive("b1")).isEmpty();
                  }
                  return method.invoke(world.ledger, arguments);
                });

    PlanAnswer plan = world.planBatch(ledger).plan(request(execution), World.NOW);

    assertThat(came[0]).isTrue();
    assertThat(plan.work()).isEqualTo(Work.batch);
    assertThat(plan.batch()).isEqualTo(2);
  }

  @Test
  void revive_heldPipeline_isLeftToItsOperator() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    for (int i = 1; i <= 3; i++) {
      PlanAnswer plan = world.plan("e1", i);
      world.close("e1", plan, "States.TaskFailed");
    }
    world.end("e1");
    assertThat(world.ledger.pipeline("rides").isHeld()).isTrue();

    assertThat(world.sweep().revive("b1")).isEmpty();
  }

  @Test
  void revive_nothingToDo_startsNothing() {
    world.upload("rides/data/a.csv", "v1", ROWS, 1);
    String execution = world.started.get(0);
    world.load(execution, 1);
    world.plan(execution, 2);
    world.end(execution);

    assertThat(world.sweep().revive("b1")).isEmpty();
  }

  private SweepReport sweep() {
    return world.sweep().sweep(World.NOW, "b1");
  }

  @Test
  void sweep_objectThatMayNotBeRead_isRefusedAndTheOthersAreRegistered() {
    land("rides/data/a.csv", "v1", 0);
    FileVersion secret = new FileVersion("landing", "rides/data/b.csv", "v1");
    land(secret.key(), "v1", 1);
    world.secret.add(secret);
    land("rides/data/c.csv", "v1", 2);

    SweepReport report = world.sweep().sweep(World.NOW, "b1");

    assertThat(report.refused()).isEqualTo(1);
    assertThat(report.restarted()).containsExactly("rides");
    assertThat(world.ledger.countWaiting("rides")).isEqualTo(2);
    assertThat(world.ledger.file("rides", secret).orElseThrow().reason())
        .isEqualTo("it may not be read");
  }

  @Test
  void sweep_objectThatCannotBeLookedAt_doesNotKeepTheOthers() {
    land("rides/data/a.csv", "v1", 0);
    land("rides/data/b.csv", "v1", 1);
    world.broken.add(new FileVersion("landing", "rides/data/a.csv", "v1"));

    assertThatThrownBy(() -> world.sweep().sweep(World.NOW, "b1"))
        .isInstanceOf(RefusedException.class);

    assertThat(world.ledger.countWaiting("rides")).isEqualTo(1);
    assertThat(world.started).hasSize(1);
    assertThat(world.ledger.sweepMark()).isEqualTo(SweepMark.NONE);
  }

  @Test
  void sweep_versionsOfBeforeTheLastCompleteSweep_areNotAskedForAgain() {
    for (int i = 0; i < 100; i++) {
      land("rides/data/%03d.csv".formatted(i), "v1", -24 * 60);
    }
    List<Integer> asked = new ArrayList<>();
    Sweep sweep = sweep(asked);
    sweep.sweep(World.NOW, "b1");
    land("rides/data/new.csv", "v1", 50);

    SweepReport second = sweep.sweep(World.NOW.plus(Duration.ofHours(1)), "b1");

    assertThat(asked).containsExactly(100, 1);
    assertThat(second.listed()).isEqualTo(101);
    assertThat(second.registered()).isEqualTo(1);
    sweep.sweep(World.NOW.plus(Duration.ofHours(2)), "b1");
    sweep.sweep(World.NOW.plus(Duration.ofHours(24)), "b1");
    assertThat(asked).as("once a day all").containsExactly(100, 1, 1, 101);
  }

  @Test
  void sweep_afterTheDefinitionsHaveChanged_asksForAllVersions() {
    land("rides/data/a.csv", "v1", -24 * 60);
    world.sweep().sweep(World.NOW, "b1");
    SweepMark mark = world.ledger.sweepMark();
    world.ledger.putSweepMark(new SweepMark(mark.complete(), mark.all(), "other definitions"));
    land("rides/data/b.csv", "v1", -24 * 60);

    assertThat(world.sweep().sweep(World.NOW.plusSeconds(60), "b1").registered()).isEqualTo(1);
  }

  @Test
  void sweep_thatRanOutOfTime_doesNotCountAsComplete() {
    land("rides/data/a.csv", "v1", 0);

    world.sweep().sweep(World.NOW, "b1", () -> false);

    assertThat(world.ledger.sweepMark()).isEqualTo(SweepMark.NONE);
  }

  /** A sweep that notes how many versions it asks the ledger for. */
  private Sweep sweep(List<Integer> asked) {
    Ledger noting =
        (Ledger)
            Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("unknown")) {
                    asked.add(((Collection<?>) arguments[1]).size());
                  }
                  return method.invoke(world.ledger, arguments);
                });
    return new Sweep(world.definitions(), noting, world, world, world.admit());
  }

  private void land(String key, String version, int minute) {
    FileVersion file = new FileVersion("landing", key, version);
    world.objects.put(file, ROWS.getBytes(StandardCharsets.UTF_8));
    world.times.put(file, World.NOW.plusSeconds(60L * minute));
  }

  private void register(String key, String version) {
    world
        .admit()
        .admit(new UploadEvent.Created(new FileVersion("landing", key, version), ""), World.NOW);
  }

  private static PlanRequest request(String execution) {
    return new PlanRequest("rides", execution, "t2", Command.NONE);
  }

  private FileItem file(String key, String version) {
    return world.ledger.file("rides", new FileVersion("landing", key, version)).orElseThrow();
  }
}
