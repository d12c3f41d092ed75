package io.ingot.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ingot.core.attempt.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizingTest {
  private static final long MB = 1_000_000;

  /** One vCPU takes 1 MB a second; a run that is planned for more than 5,000 s is cut. */
  private static final JobCost COST = new JobCost(100, MB, 0.1, 10_000);

  @Test
  void batch_thatFitsIntoHalfTheLimit_isFused_andStagedBeyond() {
    // Six executor vCPUs: 100 s + 29,400 MB / 6 MB/s = 5,000 s.
    Sizing sizing = new Sizing(16, COST, false);

    assertThat(sizing.seconds(29_400 * MB)).isEqualTo(5000);
    assertThat(sizing.shape(29_400 * MB)).isEqualTo(Shape.fused);
    assertThat(sizing.shape(29_400 * MB + 1)).isEqualTo(Shape.staged);
    assertThat(sizing.shape(0)).isEqualTo(Shape.fused);
  }

  @Test
  void expectedSeconds_followTheFormula() {
    // W = 600 s; 100 + 600 + 3·0.1·(100 + 200) and 300 + 600 + 3·0.1·(200 + 200).
    assertThat(COST.fusedSeconds(600 * MB, 1)).isCloseTo(790, within(1e-9));
    assertThat(COST.stagedSeconds(600 * MB, 1)).isCloseTo(1020, within(1e-9));
    // W = 6,000 s: one cut more, of 100 + 1,000.
    assertThat(COST.fusedSeconds(6000 * MB, 1)).isCloseTo(7830, within(1e-9));
    assertThat(COST.stagedSeconds(6000 * MB, 1)).isCloseTo(6960, within(1e-9));
  }

  @Test
  void cut_thatCostsLessThanProvisioningTwice_isTaken() {
    // Half a stage is 25 s when a run is cut; two more provisionings would be 200 s.
    JobCost shortLimit = new JobCost(100, MB, 0, 500);

    assertThat(shortLimit.fuses(151 * MB, 1)).isTrue();
    assertThat(shortLimit.fuses(401 * MB, 1)).isFalse();
  }

  @Test
  void staged_asked_isStagedAtAnySize() {
    assertThat(Sizing.DEFAULT.staged().shape(1)).isEqualTo(Shape.staged);
    assertThat(Sizing.DEFAULT.staged().vcpus()).isEqualTo(16);
  }

  @Test
  void ordinaryBatch_isFusedByDefault() {
    assertThat(Sizing.DEFAULT.shape(10_000 * MB)).isEqualTo(Shape.fused);
    assertThat(Sizing.DEFAULT.shape(10_530 * MB)).isEqualTo(Shape.fused);
    assertThat(Sizing.DEFAULT.shape(10_531 * MB)).isEqualTo(Shape.staged);
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "90000000, 3", "90000001, 5", "180000001, 7", "9000000000, 7"})
  void executors_growWithTheBytes_upToHalfTheQuota(long bytes, int vcpus) {
    assertThat(Sizing.DEFAULT.vcpus(bytes)).isEqualTo(vcpus);
    assertThat(Sizing.DEFAULT.sparkParameters(bytes, 0))
        .contains("spark.driver.cores=1 ")
        .contains("maxExecutors=" + (vcpus - 1) / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 64, 128, 256})
  void quota_holdsAllSmallJobRuns_andTwoOfTheLargest(int vcpus) {
    Sizing sizing = Sizing.of(vcpus);

    assertThat(sizing.jobRuns() * sizing.vcpus(0)).isLessThanOrEqualTo(vcpus);
    assertThat(sizing.vcpus(Long.MAX_VALUE)).isLessThanOrEqualTo(vcpus / 2);
  }

  @Test
  void tinyQuota_stillGivesOneJobRunOneExecutor() {
    assertThat(Sizing.of(1).jobRuns()).isEqualTo(1);
    assertThat(Sizing.of(1).vcpus(Long.MAX_VALUE)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"3, 2, 1, 14", "4, 2, 1, 14", "8, 4, 2, 27", "16, 8, 4, 54", "64, 16, 8, 108"})
  void largestWorker_fitsIntoTheQuotaBesideItsDriver(
      int vcpus, int executor, int driver, int gigabytes) {
    Sizing sizing = Sizing.of(vcpus);

    assertThat(sizing.sparkParameters(1, Sizing.LARGEST))
        .contains(
            "spark.executor.cores=%d ".formatted(executor),
            "spark.driver.cores=%d ".formatted(driver),
            "spark.executor.memory=%dg ".formatted(gigabytes),
            "spark.task.cpus=" + executor);
    assertThat(executor + driver).isLessThanOrEqualTo(vcpus);
    assertThat(sizing.mostGigabytes()).isEqualTo(gigabytes);
  }
}
