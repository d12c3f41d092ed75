package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.port.JobRuns;
import io.ingot.functions.aws.EmrServerlessJobRuns;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;

class EmrServerlessJobRunsIT {
  private FakeAws aws;
  private JobRuns jobRuns;

  @BeforeEach
  void start() throws Exception {
    aws = FakeAws.start();
    jobRuns =
        new EmrServerlessJobRuns(
            TestClients.of(EmrServerlessClient.builder(), aws.uri()).build(), "app");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void stop_ofAPipeline_cancelsItsOwnRunsUntilNoneIsLeft() {
    run("1", "ingot-rides-7-bronze", "RUNNING");
    run("2", "ingot-rides-6-all", "SUCCESS");
    run("3", "ingot-orders-1-all", "RUNNING");
    run("4", "ingot-rides_eu-1-all", "RUNNING");
    run("5", "ingot-rides-7-all", "QUEUED");
    run("6", "ingot-rides-5-all", "CANCELLING");

    assertThat(jobRuns.stop("rides")).isFalse();
    assertThat(aws.emrServerless().runs().values())
        .extracting(FakeEmrServerless.Run::state)
        .containsExactly("CANCELLING", "SUCCESS", "RUNNING", "RUNNING", "CANCELLING", "CANCELLING");
    assertThat(jobRuns.stop("rides")).as("they are still stopping").isFalse();
    aws.emrServerless().settle();
    assertThat(jobRuns.stop("rides")).isTrue();
  }

  @Test
  void stop_withoutRuns_isTrue() {
    assertThat(jobRuns.stop("rides")).isTrue();
  }

  @Test
  void find_ofAnEndedRun_tellsWhatItCostAndWhereItsLogsAre() {
    run("1", "ingot-rides-7-all", "SUCCESS");

    assertThat(jobRuns.find("1"))
        .contains(
            new JobRuns.JobRun(
                "1", "SUCCESS", "details", 1.5, 6.25, "https://dashboard.example/1"));
  }

  @Test
  void find_ofARunWithoutDashboard_namesTheCommandThatShowsIt() {
    run("1", "ingot-rides-7-all", "QUEUED");

    assertThat(jobRuns.find("1"))
        .map((Function<JobRuns.JobRun, String>) JobRuns.JobRun::logs)
        .contains("aws emr-serverless get-job-run --application-id app --job-run-id 1");
  }

  @Test
  void find_ofAnUnknownRun_isEmpty() {
    assertThat(jobRuns.find("1")).isEmpty();
  }

  private void run(String id, String name, String state) {
    aws.emrServerless().put(new FakeEmrServerless.Run(id, name, state, "details"));
  }
}
