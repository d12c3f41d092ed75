package io.ingot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.bench.read.ReadBenchmark;
import io.ingot.bench.tpcds.TpcdsBenchmark;
import io.ingot.core.failure.RefusedException;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void benchmark_ofOneSize_refusesAScale() {
    assertThatThrownBy(() -> new IncrementBenchmark().atScale(2))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot run benchmark increment at scale 2.0: it has one size only. Leave out"
                + " --scale.");
  }

  @Test
  void benchmarks_ofTpcds_takeAScale() {
    assertThat(new ReadBenchmark().atScale(0.01).name()).isEqualTo("read");
    assertThat(new TpcdsBenchmark().atScale(0.01).name()).isEqualTo("tpcds");
  }
}
