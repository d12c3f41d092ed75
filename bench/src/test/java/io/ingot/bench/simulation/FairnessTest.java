package io.ingot.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.plan.Sizing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FairnessTest {
  private final Sizing sizing = Sizing.DEFAULT;

  @Test
  void twentyBusyPipelines_areServedFairly_andNoneStarves() {
    Fairness fairness = Fairness.simulate(20, sizing, sizing.jobRuns());

    assertThat(fairness.fewest()).isGreaterThan(30);
    assertThat(fairness.ratio()).isLessThan(1.5);
    assertThat(fairness.longestWait()).isLessThan(Duration.ofMinutes(10));
    assertThat(fairness.atOnce()).isEqualTo(5);
  }

  @Test
  void jobRunsOneAfterAnother_wouldMakeEverybodyWaitLonger() {
    Fairness shared = Fairness.simulate(20, sizing, sizing.jobRuns());
    Fairness alone = Fairness.simulate(20, Sizing.of(2 * sizing.vcpus()), 1);

    assertThat(alone.longestWait()).isGreaterThan(shared.longestWait().multipliedBy(3));
    assertThat(alone.latency()).isGreaterThan(3 * shared.latency());
  }
}
