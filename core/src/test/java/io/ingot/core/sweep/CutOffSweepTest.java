package io.ingot.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.admit.Admit;
import io.ingot.core.attempt.Work;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.plan.World;
import io.ingot.core.port.Workflow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep over pipelines that are new to the ledger, killed before any of its writes. */
class CutOffSweepTest {
  private static final List<String> PIPELINES = List.of("n1", "n2", "n3");
  private static final Set<String> WRITES =
      Set.of("register", "raiseArrivals", "update", "settle", "start");

  private final World world = World.of("n1", "n2", "n3");

  private int writes;
  private int deadly = Integer.MAX_VALUE;

  /** Ends the process that makes a write. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void sweep_writesOfThreeNewPipelines_areThose() {
    landOneFileEach();

    sweep();

    assertThat(writes).as("three files registered, three headers, three executions").isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void sweep_killedBeforeAnyWrite_isCompletedByTheNext(int write) {
    landOneFileEach();
    deadly = write;
    assertThatThrownBy(this::sweep).isInstanceOf(Killed.class);
    deadly = Integer.MAX_VALUE;

    sweep();

    assertEverythingRunsOnce();
  }

  @Test
  void revive_filesRegisteredBySomebodyWhoDied_startsTheirPipelines() {
    landOneFileEach();
    deadly = 4;
    assertThatThrownBy(this::sweep).isInstanceOf(Killed.class);
    deadly = Integer.MAX_VALUE;
    PIPELINES.forEach(p -> assertThat(world.ledger.pipeline(p).birth()).isEmpty());

    assertThat(sweeper().revive("b2")).isEqualTo(PIPELINES);

    assertEverythingRunsOnce();
  }

  @Test
  void revive_pipelineThatCannotBeStarted_doesNotKeepTheOthers() {
    landOneFileEach();
    for (int i = 1; i <= 200; i++) {
      world.ended.add("n1-b1-" + i);
    }

    assertThatThrownBy(this::sweep)
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("Cannot start an execution of n1: 100 names in a row are taken");

    assertThat(world.started).containsExactly("n2-b1-1", "n3-b1-1");
  }

  private void assertEverythingRunsOnce() {
    assertThat(world.started).hasSize(3);
    for (String pipeline : PIPELINES) {
      String execution =
          world.started.stream().filter(e -> e.startsWith(pipeline)).findFirst().orElseThrow();
      assertThat(world.planOf(pipeline, execution).work()).isEqualTo(Work.batch);
      assertThat(world.ledger.pipeline(pipeline).openBatch()).isEqualTo(1);
    }
  }

  private void landOneFileEach() {
    for (String pipeline : PIPELINES) {
      FileVersion file = new FileVersion("landing", pipeline + "/data/a.csv", "v1");
      world.objects.put(file, "id,fare\n1,2.50\n".getBytes(StandardCharsets.UTF_8));
      world.times.put(file, World.NOW);
    }
  }

  private void sweep() {
    sweeper().sweep(World.NOW, "b1");
  }

  private Sweep sweeper() {
    Ledger ledger = deadly(Ledger.class, world.ledger);
    Admit admit = new Admit(world.definitions(), ledger, world, (subject, message) -> {});
    return new Sweep(world.definitions(), ledger, world, deadly(Workflow.class, world), admit);
  }

  private <T> T deadly(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (WRITES.contains(method.getName()) && ++writes == deadly) {
                throw new Killed();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
