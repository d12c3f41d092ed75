package io.ingot.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzIT {
  @Test
  void damagedFiles_loseNothing_andStopNoBatch() throws Exception {
    FuzzBenchmark fuzz = new FuzzBenchmark(200, 7);

    Map<String, String> figures =
        fuzz.run(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    assertThat(fuzz.findings()).isEmpty();
    assertThat(figures)
        .containsEntry("lost", "0")
        .containsEntry("failed_batches", "0")
        .containsEntry("files", "200");
    assertThat(Integer.parseInt(figures.get("refused"))).isBetween(10, 150);
    assertThat(Integer.parseInt(figures.get("corrupt"))).isPositive();
    assertThat(Integer.parseInt(figures.get("rescued"))).isPositive();
  }
}
