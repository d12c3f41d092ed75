package io.ingot.core.port;

/** Port: the topic that people subscribe to. */
@FunctionalInterface
public interface Notifications {

  /**
   * Publishes a message.
   *
   * @param subject fewer than 100 characters, one line
   * @param message the text
   */
  void publish(String subject, String message);
}
