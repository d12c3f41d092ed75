package io.ingot.bench.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadIT {
  private static final double SCALE = 0.01;
  private static final int CELLS = 20_000;

  @Test
  void smallFiles_areReadWithoutFault_andGiveEveryFigure() throws Exception {
    Map<String, String> figures =
        new ReadBenchmark(SCALE, CELLS, 1)
            .run(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    assertThat(figures)
        .containsEntry("rows", "11876")
        .containsKeys(
            "reader_csv_mib_per_s",
            "reader_csv_gz_mib_per_s",
            "reader_csv_windows_1252_mib_per_s",
            "reader_json_mib_per_s",
            "reader_json_gz_mib_per_s",
            "reader_options_mib_per_s",
            "scan_csv_ratio",
            "scan_json_ratio",
            "bronze_mib_per_s_and_core",
            "bronze_options_ratio",
            "bronze_wide_ratio",
            "bronze_wide_seconds_driver");
    assertThat(figures.values()).allSatisfy(f -> assertThat(Double.parseDouble(f)).isPositive());
  }
}
