package io.ingot.core.close;

/**
 * What Close batch answers.
 *
 * @param next what the execution does next
 * @param subject a notification's subject; empty if there is nothing to tell
 * @param message its text; empty if there is nothing to tell
 */
public record CloseAnswer(Next next, String subject, String message) {
  static final CloseAnswer PLAN = new CloseAnswer(Next.plan, "", "");
  static final CloseAnswer DONE = new CloseAnswer(Next.done, "", "");

  /** What an execution does after Close batch. */
  public enum Next {
    /** It goes on with Plan batch. */
    plan,
    /** It tells people and fails. */
    notify,
    /** It ends quietly: another execution has the lease, or will take it. */
    done
  }

  /** The same, and people are told something before that. */
  CloseAnswer telling(String about, String text) {
    return new CloseAnswer(next, about, text);
  }

  static CloseAnswer notify(String subject, String message) {
    return new CloseAnswer(Next.notify, subject, message);
  }
}
