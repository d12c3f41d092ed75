package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.attempt.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOptionsTest {
  @Test
  void all_isEveryStageInOrder_andTheCatalogIsLake() {
    assertThat(JobOptions.parse("all", "s3://work/a.json"))
        .isEqualTo(
            new JobOptions(
                List.of(Stage.bronze, Stage.silver, Stage.gold), "s3://work/a.json", "lake"));
  }

  @Test
  void catalog_isAnOption() {
    assertThat(JobOptions.parse("gold", "s3://work/a.json", "--catalog", "other"))
        .isEqualTo(new JobOptions(List.of(Stage.gold), "s3://work/a.json", "other"));
  }

  @Test
  void wrongCommandLine_isRefusedWithTheUsage() {
    assertThatThrownBy(() -> JobOptions.parse("bronze"))
        .hasMessage(
            "Cannot read the command line: 1 arguments (bronze). Usage: JobMain"
                + " <bronze|silver|gold|all|withdraw> <attempt-file-uri> [--catalog lake]");
    assertThatThrownBy(() -> JobOptions.parse("copper", "s3://work/a.json"))
        .hasMessageStartingWith("Invalid stage: copper. Usage: ");
  }
}
