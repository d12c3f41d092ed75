package io.ingot.local.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Manifest;
import io.ingot.core.attempt.Work;
import io.ingot.core.definition.Overwrite;
import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.plan.World;
import io.ingot.local.oracle.OrdersOracle.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any order of delivery, any repetition and any batching of the same uploads ends the same. */
class MergeTwinTest {
  /** The source's name in {@link World}; the files' contents are the orders'. */
  private static final String SOURCE = "rides";

  private static final String ADMISSIBLE = "id,fare\n";

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void anyDelivery_ofTheSameUploads_leavesWhatTheOracleSays(
      @ForAll long seed, @ForAll long delivery, @ForAll Policy policy) {
    History history = History.of(seed, 0);
    Random random = new Random(delivery);
    World world =
        new World(
            Overwrite.valueOf(policy.name()),
            new PipelineLimits(1 + random.nextInt(6), 1L << 40, 3));
    Map<FileVersion, List<OrderRow>> contents = new HashMap<>();
    MergeTwin twin = new MergeTwin(SOURCE, Set.of(), contents::get);
    int turn = 0;
    for (List<History.Upload> round : history.delivered(random, 1 + random.nextInt(4))) {
      for (History.Upload upload : round) {
        FileVersion file = file(upload);
        world.objects.put(file, ADMISSIBLE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        world.times.put(file, upload.arrival());
        contents.put(file, upload.rows());
        world.deliver(file);
      }
      PlanAnswer plan = world.plan("e1", turn++);
      while (List.of(Work.batch, Work.settle).contains(plan.work())) {
        Manifest manifest =
            Json.read(
                world.work.get(Manifest.key(SOURCE, plan.batch(), plan.fence())), Manifest.class);
        MergeTwin.Counts counts = twin.merge(manifest);
        assertThat(counts.arrived())
            .as("%s", counts)
            .isEqualTo(
                counts.effective() + counts.superseded() + counts.quarantined() + counts.corrupt());
        assertThat(List.of(counts.effective(), counts.superseded())).allMatch(n -> n >= 0);
        if (plan.work() == Work.batch) {
          world.succeed(plan);
        }
        world.close("e1", plan, "");
        plan = world.plan("e1", turn++);
      }
    }
    OrdersOracle oracle = history.oracle(policy, Set.of());
    assertThat(twin.silver()).isEqualTo(oracle.silver());
    assertThat(twin.deleted()).isEqualTo(oracle.deleted());
    assertThat(twin.quarantine()).isEqualTo(oracle.quarantine());
  }

  private static FileVersion file(History.Upload upload) {
    return new FileVersion("landing", "rides/data/" + upload.name(), "v" + upload.ordinal());
  }
}
