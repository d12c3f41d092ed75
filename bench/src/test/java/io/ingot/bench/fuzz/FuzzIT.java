package io.ingot.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzIT {
  @Test
  void damagedFiles_loseNothing_andStopNoBatch() throws Exception {
    FuzzBenchmark fuzz =
        new FuzzBenchmark(
            200,
            7,
            List.of(
                FuzzSource.quoted,
                FuzzSource.wide,
                FuzzSource.ragged,
                FuzzSource.documents,
                FuzzSource.parquet));

    Map<String, String> figures =
        fuzz.run(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    assertThat(fuzz.findings()).isEmpty();
    assertThat(figures)
        .containsEntry("lost", "0")
        .containsEntry("loaded_without_rows", "0")
        .containsEntry("failed_batches", "0")
        .containsEntry("files", "200");
    assertThat(Integer.parseInt(figures.get("refused"))).isBetween(10, 150);
    assertThat(Integer.parseInt(figures.get("corrupt"))).isPositive();
    assertThat(Integer.parseInt(figures.get("rescued"))).isPositive();
  }
}
