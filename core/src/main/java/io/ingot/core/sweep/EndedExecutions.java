package io.ingot.core.sweep;

import io.ingot.core.close.Cause;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.ledger.PipelineItem;
import io.ingot.core.plan.Command;
import io.ingot.core.plan.HowToRun;
import io.ingot.core.port.Notifications;
import java.util.List;

/**
 * Answers executions that ended without success: what they held or left waiting is given to another
 * execution at once, and people are told of ends that no Catch of the state machine sees.
 *
 * <p>An execution that failed soon after its start is left to the next sweep: whatever broke it is
 * there still, and restarting it at once, and its successor, would never end.
 */
public final class EndedExecutions {
  private final Ledger ledger;
  private final Sweep sweep;
  private final Notifications notifications;
  private final HowToRun howToRun;

  public EndedExecutions(
      Ledger ledger, Sweep sweep, Notifications notifications, HowToRun howToRun) {
    this.ledger = ledger;
    this.sweep = sweep;
    this.notifications = notifications;
    this.howToRun = howToRun;
  }

  /**
   * Answers the end of an execution. Repeating it starts nothing that runs already; people are told
   * again.
   *
   * @param birth birth id for pipelines that the ledger does not know yet
   * @return the pipelines for which an execution was started
   * @throws io.ingot.core.failure.TransientException if a service could not be reached
   */
  public List<String> answer(EndedExecution ended, String birth) {
    // First, so that a repetition after a failure does not tell people twice.
    List<String> restarted = ended.failedSoon() ? List.of() : sweep.revive(birth);
    if (ended.untold()) {
      notifications.publish(
          "Ingot: an execution of %s ended (%s)".formatted(ended.pipeline(), ended.status()),
          "Cannot finish execution %s of %s: %s (status: %s, error: %s, cause: %s). %s%n%nExecution: %s%n"
              .formatted(
                  ended.name(),
                  ended.pipeline(),
                  reason(ended),
                  ended.status(),
                  orNone(ended.error()),
                  orNone(ended.cause().isEmpty() ? "" : Cause.line(ended.cause())),
                  next(ended, restarted.contains(ended.pipeline())),
                  ended.execution()));
    }
    return restarted;
  }

  private static String reason(EndedExecution ended) {
    return switch (ended.status()) {
      case "TIMED_OUT" -> "it took longer than the state machine allows";
      case "ABORTED" -> "somebody stopped it";
      default -> "it failed where the state machine catches nothing";
    };
  }

  private String next(EndedExecution ended, boolean restarted) {
    PipelineItem header = ledger.pipeline(ended.pipeline());
    if (header.isHeld()) {
      return "The pipeline is held. When the cause is gone, run: "
          + howToRun.line(header.pipeline(), Command.redrive(header.openBatch()));
    }
    if (restarted) {
      return "Another execution was started and goes on with what it left; see: ./ingot status --pipeline "
          + ended.pipeline();
    }
    return ended.failedSoon()
        ? "It failed within %d minutes of its start, so the next sweep starts another. When the cause is gone, you need not wait for it, run: %s"
            .formatted(
                EndedExecution.SOON.toMinutes(), howToRun.line(ended.pipeline(), Command.NONE))
        : "It left nothing to be done, or another execution does it already; see: ./ingot status --pipeline "
            + ended.pipeline();
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
