package io.ingot.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.definition.PipelineLimits;
import io.ingot.core.plan.Sizing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurstBenchmarkTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void burst_takesTwelveJobRunsAtMost_andLoadsEveryVersionOnce() {
    assertThat(
            BurstBenchmark.figures(
                BurstBenchmark.SEED, BurstBenchmark.UPLOADS, PipelineLimits.DEFAULT))
        .containsEntry("uploads", "10000")
        .containsEntry("conflicts", "0")
        .containsEntry("duplicates", "0")
        .containsEntry("lost", "0")
        .containsEntry("job_runs_one_execution_per_file", "30000")
        .hasEntrySatisfying("job_runs", n -> assertThat(Integer.parseInt(n)).isBetween(2, 12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void otherBursts_andSmallBatches_loadEveryVersionOnceToo(long seed) {
    assertThat(BurstBenchmark.figures(seed, 1000, new PipelineLimits(50, 10_000_000_000L, 3)))
        .containsEntry("conflicts", "0")
        .containsEntry("duplicates", "0")
        .containsEntry("lost", "0");
  }

  @Test
  void withoutASweep_whatNoEventToldOfIsLost_andTheBookkeepingSeesIt() {
    List<Upload> uploads = new Burst(1, START, 1000).uploads();
    int silent = (int) uploads.stream().filter(u -> u.deliveries().isEmpty()).count();
    Simulation simulation =
        new Simulation(
            START,
            ServiceTimes.DEFAULT,
            Pipelines.named(List.of(Burst.PIPELINE), PipelineLimits.DEFAULT),
            Sizing.DEFAULT,
            Sizing.DEFAULT.jobRuns());
    simulation.upload(uploads);
    simulation.run();

    assertThat(silent).isPositive();
    assertThat(simulation.tables().lost(uploads)).isEqualTo(silent);
  }

  @Test
  void burst_isWhatItIsSaidToBe() {
    List<Upload> uploads = new Burst(1, START, 10_000).uploads();

    assertThat(uploads).hasSize(10_000);
    assertThat(uploads).filteredOn(u -> u.file().version().equals("2")).hasSize(100);
    assertThat(uploads.stream().filter(u -> u.deliveries().size() == 2).count())
        .isBetween(430L, 570L);
    assertThat(uploads.stream().filter(u -> u.deliveries().isEmpty()).count()).isBetween(30L, 70L);
    assertThat(uploads.get(0).object().time()).isAfterOrEqualTo(START);
    assertThat(uploads.get(9999).object().time())
        .isBeforeOrEqualTo(START.plus(Burst.LENGTH).plusSeconds(31));
  }
}
