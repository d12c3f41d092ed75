package io.ingot.functions.aws;

import io.ingot.core.port.Notifications;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.sns.SnsClient;

/** An SNS topic. Subject and message are cut to what SNS takes. */
public final class SnsNotifications implements Notifications {
  /** Fewer than 100 characters (SNS API reference, Publish). */
  private static final int SUBJECT = 99;

  /** 256 KiB in UTF-8, here of at most four bytes a character. */
  private static final int MESSAGE_BYTES = 262_144;

  private final SnsClient client;
  private final String topic;

  /**
   * Makes the notifications.
   *
   * @param topic the topic's ARN
   */
  public SnsNotifications(SnsClient client, String topic) {
    this.client = client;
    this.topic = topic;
  }

  @Override
  public void publish(String subject, String message) {
    ServiceCall.to(
        "publish to " + topic,
        () -> client.publish(r -> r.topicArn(topic).subject(line(subject)).message(body(message))));
  }

  private static String line(String subject) {
    String line = cut(subject.replaceAll("\\p{Cntrl}+", " ").strip(), SUBJECT);
    return line.isEmpty() ? "Ingot" : line;
  }

  private static String body(String message) {
    return message.getBytes(StandardCharsets.UTF_8).length <= MESSAGE_BYTES
        ? message
        : cut(message, MESSAGE_BYTES / 4);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
