package io.ingot.it.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.port.Notifications;
import io.ingot.functions.aws.SnsNotifications;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;

class SnsNotificationsIT {
  private FakeAws aws;
  private Notifications notifications;

  @BeforeEach
  void start() throws Exception {
    aws = FakeAws.start();
    notifications =
        new SnsNotifications(
            TestClients.of(SnsClient.builder(), aws.uri()).build(), "arn:aws:sns:r:1:alarms");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void publish_ofAMessage_sendsItAsItIs() {
    notifications.publish("Ingot: rides", "é & =\nline");

    assertThat(aws.sns().published())
        .singleElement()
        .satisfies(
            m ->
                assertThat(m)
                    .containsEntry("TopicArn", "arn:aws:sns:r:1:alarms")
                    .containsEntry("Subject", "Ingot: rides")
                    .containsEntry("Message", "é & =\nline"));
  }

  @Test
  void publish_withALongSubjectOfSeveralLines_cutsIt() {
    notifications.publish("a\r\nb\t" + "x".repeat(94) + "😀y", "m");

    assertThat(aws.sns().published().get(0).get("Subject")).isEqualTo("a b " + "x".repeat(94));
  }

  @Test
  void publish_ofAHugeMessage_cutsIt() {
    notifications.publish("s", "é".repeat(200_000));

    assertThat(aws.sns().published().get(0).get("Message")).isEqualTo("é".repeat(65_536));
  }

  @Test
  void publish_withoutSubject_isStillPublished() {
    notifications.publish("\n", "m");

    assertThat(aws.sns().published().get(0)).containsEntry("Subject", "Ingot");
  }
}
