package io.ingot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  @Test
  void settings_thatAreSet_areTheirs() {
    Environment environment =
        new Environment(
            Map.ofEntries(
                Map.entry("INGOT_LEDGER_TABLE", "ledger"),
                Map.entry("INGOT_LANDING_BUCKET", "landing"),
                Map.entry("INGOT_WORK_BUCKET", "work"),
                Map.entry("INGOT_CODE_BUCKET", "code"),
                Map.entry("INGOT_STATE_MACHINE_ARN", "machine"),
                Map.entry("INGOT_APPLICATION_ID", "application"),
                Map.entry("INGOT_TOPIC_ARN", "topic"),
                Map.entry("INGOT_JOB_JAR", "/tmp/job.jar")));

    assertThat(environment.ledgerTable()).isEqualTo("ledger");
    assertThat(environment.landingBucket()).isEqualTo("landing");
    assertThat(environment.workBucket()).isEqualTo("work");
    assertThat(environment.codeBucket()).isEqualTo("code");
    assertThat(environment.stateMachineArn()).isEqualTo("machine");
    assertThat(environment.applicationId()).isEqualTo("application");
    assertThat(environment.topicArn()).isEqualTo("topic");
    assertThat(environment.jobJar()).isEqualTo("/tmp/job.jar");
    assertThat(environment.hasS3Endpoint()).isFalse();
  }

  @Test
  void jobJar_thatIsNotSet_isWhereTheLayerPutsIt() {
    assertThat(new Environment(Map.of()).jobJar()).isEqualTo("/opt/ingot-spark-jobs.jar");
  }

  @Test
  void setting_thatIsMissingOrEmpty_isNamed() {
    assertThatThrownBy(() -> new Environment(Map.of("INGOT_TOPIC_ARN", "")).topicArn())
        .hasMessage(
            "Cannot start the function: environment variable INGOT_TOPIC_ARN is not set. Set it in template.yaml.");
  }

  @Test
  void s3OnThisMachine_isKnownByTheOptionsOfTheJvm() {
    assertThat(
            new Environment(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g -Daws.endpointUrlS3=http://h:1"))
                .hasS3Endpoint())
        .isTrue();
    assertThat(new Environment(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g")).hasS3Endpoint()).isFalse();
  }
}
