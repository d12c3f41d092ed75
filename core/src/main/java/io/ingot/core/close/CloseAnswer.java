package io.ingot.core.close;

/**
 * What Close batch answers.
 *
 * @param next {@code plan}: go on with Plan batch; {@code notify}: tell people and fail; {@code
 *     done}: another execution has the lease, end quietly
 * @param subject the notification's subject; empty unless {@code notify}
 * @param message the notification's text; empty unless {@code notify}
 */
public record CloseAnswer(String next, String subject, String message) {
  static final CloseAnswer PLAN = new CloseAnswer("plan", "", "");
  static final CloseAnswer DONE = new CloseAnswer("done", "", "");

  static CloseAnswer notify(String subject, String message) {
    return new CloseAnswer("notify", subject, message);
  }
}
