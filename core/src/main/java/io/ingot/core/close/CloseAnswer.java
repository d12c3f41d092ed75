package io.ingot.core.close;

/**
 * What Close batch answers.
 *
 * @param next {@code plan}: go on with Plan batch; {@code notify}: tell people and fail; {@code
 *     done}: another execution has the lease, end quietly
 * @param subject a notification's subject; empty if there is nothing to tell
 * @param message its text; empty if there is nothing to tell
 */
public record CloseAnswer(String next, String subject, String message) {
  static final CloseAnswer PLAN = new CloseAnswer("plan", "", "");
  static final CloseAnswer DONE = new CloseAnswer("done", "", "");

  /** The same, and people are told something before that. */
  CloseAnswer telling(String about, String text) {
    return new CloseAnswer(next, about, text);
  }

  static CloseAnswer notify(String subject, String message) {
    return new CloseAnswer("notify", subject, message);
  }
}
